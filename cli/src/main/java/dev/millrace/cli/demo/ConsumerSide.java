package dev.millrace.cli.demo;

import dev.millrace.consumer.Consumer;
import dev.millrace.handling.Handling;
import dev.millrace.record.Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The KCL consumer, which notes what it handles. */
final class ConsumerSide implements AutoCloseable {
    private final List<Arrival> arrivals = new ArrayList<>();
    private final Consumer consumer;

    ConsumerSide(DemoStack stack) {
        consumer = Consumer.builder(DemoStack.STREAM, "millrace-demo")
                .handling(Handling.of(
                        Codec.bytes(), (data, context) -> note(Arrival.of(context.record(), System.nanoTime()))))
                .kinesisClient(stack.fanOut())
                .dynamoDbClient(stack.dynamoDb())
                .fanOut()
                .fastStart()
                .build();
        consumer.start();
    }

    private synchronized void note(Arrival arrival) {
        arrivals.add(arrival);
    }

    /** How many shards it reads. */
    int shards() {
        return consumer.shards().size();
    }

    synchronized int count() {
        return arrivals.size();
    }

    synchronized List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    /** Where each shard's checkpoint stands: final once drained. */
    Map<String, String> checkpoints() {
        return consumer.checkpoints();
    }

    /** Ends it once all it took is handled, with its last checkpoints written. */
    void drain() {
        consumer.close();
    }

    @Override
    public void close() {
        drain();
    }
}
