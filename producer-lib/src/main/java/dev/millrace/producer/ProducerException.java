package dev.millrace.producer;

import org.jspecify.annotations.Nullable;

/** Why a record was not accepted, or why an accepted one was not delivered. */
public abstract sealed class ProducerException extends RuntimeException
        permits BufferFullException,
                DeliveryFailedException,
                DeliveryTimeoutException,
                ProducerClosedException,
                RecordTooLargeException {
    private static final long serialVersionUID = 1L;

    ProducerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
