package dev.millrace.producer;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongConsumer;

/** What other threads want done on the loop, with the time of its turn: answers of the service, close(). */
final class Mailbox {
    private final Queue<LongConsumer> messages = new ConcurrentLinkedQueue<>();
    private volatile Runnable wake = () -> {};

    void onPost(Runnable newWake) {
        wake = newWake;
    }

    void post(LongConsumer message) {
        messages.add(message);
        wake.run();
    }

    void deliver(long now) {
        for (LongConsumer message = messages.poll(); message != null; message = messages.poll()) {
            message.accept(now);
        }
    }
}
