package dev.millrace.producer;

import org.jspecify.annotations.Nullable;

/** The producer was closed, or failed: thrown by put() then, and given to records that close() had no time left for. */
public final class ProducerClosedException extends ProducerException {
    private static final long serialVersionUID = 1L;

    ProducerClosedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
