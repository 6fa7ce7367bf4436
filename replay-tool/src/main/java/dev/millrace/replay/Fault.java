package dev.millrace.replay;

import java.util.concurrent.CompletionException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;

/** What a failed call asks for. */
enum Fault {
    /** The iterator is older than five minutes: a fresh one, behind what was emitted, goes on. */
    EXPIRED,
    /** A limit of the stream's: goes away by itself, however long others use it up. */
    THROTTLED,
    /** The service or the way to it is down for a while. */
    PASSING,
    /** Trying again would fail again. */
    LASTING;

    static Fault of(Throwable failure) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof ExpiredIteratorException) {
            return EXPIRED;
        } else if (cause instanceof SdkServiceException refused) {
            return of(refused);
        }
        return cause instanceof SdkClientException ? PASSING : LASTING;
    }

    private static Fault of(SdkServiceException refused) {
        if (refused.isThrottlingException() || refused.statusCode() == 429) {
            return THROTTLED;
        }
        return refused.statusCode() >= 500 || refused.isRetryableException() ? PASSING : LASTING;
    }

    static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? unwrapped(failure.getCause())
                : failure;
    }

    /** What the service said, without the SDK's request ids; else the failure's own message. */
    static String told(Throwable cause) {
        return cause instanceof AwsServiceException refused && refused.awsErrorDetails() != null
                ? refused.awsErrorDetails().errorCode() + ": "
                        + refused.awsErrorDetails().errorMessage()
                : String.valueOf(cause.getMessage());
    }
}
