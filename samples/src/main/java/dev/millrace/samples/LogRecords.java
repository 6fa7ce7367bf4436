package dev.millrace.samples;

import dev.millrace.handling.Handling;
import dev.millrace.lambda.KinesisHandler;
import dev.millrace.record.Codec;
import java.io.PrintStream;

/**
 * Log monitoring behind a Lambda trigger with ReportBatchItemFailures: each record becomes a line of the function's log, from where
 * a metric filter can count what is wrong. The lines hold the data, so attach it only to a stream whose data may stand in a log.
 * {@code mvn package} makes {@code target/log-records.jar}, which {@code cdk-infra} deploys unless it is given another.
 */
public final class LogRecords extends KinesisHandler<String> {
    public LogRecords() {
        this(System.out);
    }

    LogRecords(PrintStream log) {
        super(Handling.of(
                Codec.utf8(), (line, context) -> log.println(context.record().partitionKey() + " " + line)));
    }
}
