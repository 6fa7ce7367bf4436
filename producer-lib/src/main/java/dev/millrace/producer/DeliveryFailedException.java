package dev.millrace.producer;

import org.jspecify.annotations.Nullable;

/** The service refused the record for a reason that no retry can mend: access denied, no such stream, bad input. */
public final class DeliveryFailedException extends ProducerException {
    private static final long serialVersionUID = 1L;

    DeliveryFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
