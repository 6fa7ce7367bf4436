package dev.millrace.infra;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping.DestinationConfigProperty;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping.OnFailureProperty;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/**
 * A Lambda function that reads the stream. A handler reports the record at which it failed, and only from there on is a batch
 * tried again; what still fails after the last try goes to the failure queue as its place in the stream, not as its data: fetch
 * it before the stream's retention ends.
 */
public final class StreamTrigger extends Construct {
    /** The most that SQS keeps. */
    private static final Duration TWO_WEEKS = Duration.days(14);

    private final Queue failures;
    private final HandlerFunction handler;

    public StreamTrigger(
            Construct scope, String id, EncryptedStream stream, HandlerSettings handler, TriggerSettings settings) {
        super(scope, id);
        failures = Queue.Builder.create(this, "Failures")
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .retentionPeriod(TWO_WEEKS)
                .build();
        this.handler = new HandlerFunction(this, "Handler", handler, permissions(stream));
        map(stream.stream().getStreamArn(), settings);
    }

    private List<PolicyStatement> permissions(EncryptedStream stream) {
        List<PolicyStatement> statements = new ArrayList<>(new StreamAccess(stream).toTrigger());
        statements.add(PolicyStatement.Builder.create()
                .actions(List.of("sqs:SendMessage"))
                .resources(List.of(failures.getQueueArn()))
                .build());
        return statements;
    }

    // The plain resource: CDK's KinesisEventSource and SqsDlq grant more than reading one stream and sending to one
    // queue.
    private void map(String streamArn, TriggerSettings settings) {
        CfnEventSourceMapping.Builder.create(this, "Mapping")
                .eventSourceArn(streamArn)
                .functionName(handler.function().getFunctionArn())
                .startingPosition(settings.startingPosition().name())
                .batchSize(settings.batchSize())
                .maximumBatchingWindowInSeconds(settings.batchingWindowSeconds())
                .parallelizationFactor(settings.parallelizationFactor())
                .maximumRetryAttempts(settings.retryAttempts())
                .bisectBatchOnFunctionError(true)
                .functionResponseTypes(List.of("ReportBatchItemFailures"))
                .destinationConfig(toFailures())
                .build();
    }

    private DestinationConfigProperty toFailures() {
        return DestinationConfigProperty.builder()
                .onFailure(OnFailureProperty.builder()
                        .destination(failures.getQueueArn())
                        .build())
                .build();
    }

    public Queue failures() {
        return failures;
    }

    public HandlerFunction handler() {
        return handler;
    }
}
