package dev.millrace.producer;

import org.jspecify.annotations.Nullable;

/** Thrown by put(): partition key and data together exceed the record limit. The record was not accepted. */
public final class RecordTooLargeException extends ProducerException {
    private static final long serialVersionUID = 1L;

    RecordTooLargeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
