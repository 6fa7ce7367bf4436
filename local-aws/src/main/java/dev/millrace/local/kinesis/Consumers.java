package dev.millrace.local.kinesis;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A stream's registered consumers by name. Thread-safe. */
final class Consumers {
    static final int MAX = 20;

    private final KinesisStream stream;
    private final NavigableMap<String, Consumer> byName = new TreeMap<>();

    Consumers(KinesisStream stream) {
        this.stream = stream;
    }

    synchronized Consumer register(String name, long now, long activeAt) {
        if (byName.containsKey(name)) {
            throw KinesisErrors.inUse("Consumer " + name + " of stream " + stream.name() + " under account "
                    + Account.ID + " already exists.");
        }
        if (byName.size() >= MAX) {
            throw KinesisErrors.limitExceeded("Stream " + stream.name() + " under account " + Account.ID + " has " + MAX
                    + " registered consumers, as many as a stream may have: deregister one first.");
        }
        Consumer consumer =
                new Consumer(name, stream.arn() + "/consumer/" + name + ":" + now / 1000, now, activeAt, new Tags());
        byName.put(name, consumer);
        return consumer;
    }

    synchronized void remove(Consumer consumer) {
        byName.remove(consumer.name(), consumer);
    }

    synchronized Optional<Consumer> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    synchronized Optional<Consumer> byArn(String arn) {
        return byName.values().stream()
                .filter(consumer -> consumer.arn().equals(arn))
                .findFirst();
    }

    synchronized List<Consumer> after(String name) {
        return new ArrayList<>(byName.tailMap(name, false).values());
    }

    synchronized int count() {
        return byName.size();
    }
}
