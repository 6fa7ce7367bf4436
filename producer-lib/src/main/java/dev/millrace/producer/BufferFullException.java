package dev.millrace.producer;

import org.jspecify.annotations.Nullable;

/** Thrown by put(): no memory came free within the longest wait. The record was not accepted. */
public final class BufferFullException extends ProducerException {
    private static final long serialVersionUID = 1L;

    BufferFullException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
