package dev.millrace.local.cloudwatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.kinesis.CalledStream;
import dev.millrace.local.server.AwsCall;
import dev.millrace.local.server.AwsException;
import dev.millrace.local.server.AwsReply;
import dev.millrace.local.server.AwsService;
import java.time.Clock;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Kinesis, watched from outside: what passes through its puts, reads and subscriptions is recorded under the names that "Monitoring
 * the Amazon Kinesis Data Streams service with CloudWatch" lists, by StreamName (and ConsumerName). Kinesis itself knows nothing of it.
 */
public final class MeteredKinesis implements AwsService {
    private final AwsService kinesis;
    private final CloudWatch cloudWatch;
    private final Clock clock;

    public MeteredKinesis(AwsService kinesis, CloudWatch cloudWatch, Clock clock) {
        this.kinesis = kinesis;
        this.cloudWatch = cloudWatch;
        this.clock = clock;
    }

    @Override
    public String targetPrefix() {
        return kinesis.targetPrefix();
    }

    @Override
    public CompletionStage<AwsReply> call(AwsCall call) {
        CalledStream stream = metered(call) ? CalledStream.of(call.input()) : null;
        if (stream == null) {
            return kinesis.call(call);
        }
        KinesisMeter meter = new KinesisMeter(
                cloudWatch.metrics(call.region()), stream, clock.instant().getEpochSecond());
        long begun = System.nanoTime();
        try {
            return kinesis.call(call)
                    .thenApply(reply -> metered(call, meter, begun, reply))
                    .whenComplete((reply, thrown) -> {
                        if (thrown != null) {
                            failed(call, meter, thrown);
                        }
                    });
        } catch (AwsException e) {
            failed(call, meter, e);
            throw e;
        }
    }

    private static boolean metered(AwsCall call) {
        return switch (call.operation()) {
            case "PutRecord", "PutRecords", "GetRecords", "SubscribeToShard" -> true;
            default -> false;
        };
    }

    private AwsReply metered(AwsCall call, KinesisMeter meter, long begun, AwsReply reply) {
        double millis = (System.nanoTime() - begun) / 1e6;
        if (reply instanceof AwsReply.Events events) {
            meter.success("SubscribeToShard", true);
            return new AwsReply.Events(subscriber -> events.events().subscribe(new Watched(subscriber, call)));
        }
        ObjectNode answer = ((AwsReply.Document) reply).body();
        switch (call.operation()) {
            case "PutRecord" -> meter.putRecord(call.input(), millis);
            case "PutRecords" -> meter.putRecords(call.input(), answer, millis);
            default -> meter.getRecords(answer, millis);
        }
        return reply;
    }

    private static void failed(AwsCall call, KinesisMeter meter, Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        meter.failed(call.operation(), cause instanceof AwsException e ? e.type() : "InternalFailure");
    }

    /** A subscriber whose events are recorded as they pass. */
    private final class Watched implements Flow.Subscriber<AwsReply.Event> {
        private final Flow.Subscriber<? super AwsReply.Event> subscriber;
        private final AwsCall call;

        Watched(Flow.Subscriber<? super AwsReply.Event> subscriber, AwsCall call) {
            this.subscriber = subscriber;
            this.call = call;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscriber.onSubscribe(subscription);
        }

        @Override
        public void onNext(AwsReply.Event event) {
            @Nullable CalledStream stream = CalledStream.of(call.input());
            if (stream != null && event.type().equals("SubscribeToShardEvent")) {
                new KinesisMeter(
                                cloudWatch.metrics(call.region()),
                                stream,
                                clock.instant().getEpochSecond())
                        .event(event.body());
            }
            subscriber.onNext(event);
        }

        @Override
        public void onError(Throwable thrown) {
            subscriber.onError(thrown);
        }

        @Override
        public void onComplete() {
            subscriber.onComplete();
        }
    }
}
