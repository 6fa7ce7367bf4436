package dev.millrace.consumer;

import org.jspecify.annotations.Nullable;

/** The consumer cannot start, or its worker ended by itself. The message says what to do. */
public final class ConsumerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ConsumerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
