package dev.millrace.samples;

import dev.millrace.consumer.Consumer;
import dev.millrace.handling.Handling;
import dev.millrace.producer.Producer;
import dev.millrace.record.Codec;
import dev.millrace.record.UserRecord;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * A web site's clicks: a service puts them, another one handles them. Run it with a stream's name as its argument; region,
 * credentials and {@code AWS_ENDPOINT_URL} come from the environment.
 */
public final class Clickstream {
    private Clickstream() {}

    /** Puts one click, and handles the stream's until the process is ended. */
    public static void main(String[] args) throws InterruptedException {
        String stream = args.length > 0 ? args[0] : "MyDemoStream";
        putOne(stream);
        consume(stream, System.out::println);
    }

    static void putOne(String stream) {
        // tag::put-one
        try (Producer producer = Producer.builder(stream).build()) {
            producer.put(UserRecord.of("user-1", "{\"page\":\"/\"}"))
                    .thenAccept(put -> System.out.println(put.shardId() + " " + put.position()));
            producer.flush().join();
        }
        // end::put-one
    }

    static void put(String stream, Stream<UserRecord> clicks) {
        // tag::put
        try (Producer producer = Producer.builder(stream).build()) {
            clicks.forEach(click -> producer.put(click).exceptionally(failure -> {
                System.err.println(click.partitionKey() + " was not put: " + failure.getMessage());
                return null;
            }));
        } // close() returns when each click is acknowledged or has failed
        // end::put
    }

    /** What a service would do with a click. */
    interface Clicks {
        void store(String click);
    }

    static void consume(String stream, Clicks clicks) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        // tag::consume
        Handling<String> handling = Handling.of(Codec.utf8(), (click, context) -> clicks.store(click));
        try (Consumer consumer =
                Consumer.builder(stream, "click-counter").handling(handling).build()) {
            consumer.start();
            ended.await();
        }
        // end::consume
    }
}
