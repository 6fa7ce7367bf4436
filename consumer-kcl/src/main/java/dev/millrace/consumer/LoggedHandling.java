package dev.millrace.consumer;

import dev.millrace.handling.DeadLetterSink;
import dev.millrace.handling.Handling;
import dev.millrace.handling.RecordHandler;
import dev.millrace.record.StreamRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A handling that logs its failures: the engine below knows no log. Where a record lies is logged, neither its key nor its data. */
final class LoggedHandling {
    private static final Logger LOG = LoggerFactory.getLogger(Consumer.class);

    private LoggedHandling() {}

    static <T> Handling<T> of(Handling<T> handling) {
        Handling<T> logged = Handling.of(handling.codec(), logged(handling.handler()))
                .withRetry(handling.retry())
                .withOrdering(handling.ordering());
        DeadLetterSink sink = handling.deadLetters();
        return sink == null ? logged : logged.withDeadLetters(logged(sink));
    }

    private static <T> RecordHandler<T> logged(RecordHandler<? super T> handler) {
        return (value, context) -> {
            try {
                handler.handle(value, context);
            } catch (Throwable e) {
                LOG.warn("Attempt {} at the record {} failed", context.attempt(), place(context.record()), e);
                throw e;
            }
        };
    }

    private static DeadLetterSink logged(DeadLetterSink sink) {
        return letter -> sink.park(letter).whenComplete((kept, failure) -> {
            if (failure == null) {
                LOG.warn("The record {} is parked after {} attempts", place(letter.record()), letter.attempts());
            } else {
                LOG.error("The dead letter of {} was not kept and is tried again", place(letter.record()), failure);
            }
        });
    }

    private static String place(StreamRecord record) {
        return record.shardId() + " " + record.position();
    }
}
