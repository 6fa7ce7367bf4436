package dev.millrace.producer;

import org.jspecify.annotations.Nullable;

/** The delivery timeout passed before the service acknowledged the record. An attempt may have been written all the same. */
public final class DeliveryTimeoutException extends ProducerException {
    private static final long serialVersionUID = 1L;

    DeliveryTimeoutException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
