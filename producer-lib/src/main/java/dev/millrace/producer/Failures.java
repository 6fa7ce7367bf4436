package dev.millrace.producer;

import dev.millrace.record.UserRecord;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What a failure means for the records it hit, and the exceptions that tell their users. */
final class Failures {
    /** Throttled slows the shard; fatal fails the records at once; the rest is tried again. */
    enum Kind {
        THROTTLED,
        RETRYABLE,
        FATAL
    }

    /** Errors that stay as they are until someone changes a policy, a key, a stream or the program. */
    private static final Set<String> FATAL = Set.of(
            "AccessDeniedException",
            "IncompleteSignature",
            "InvalidArgumentException",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "KMSAccessDeniedException",
            "KMSDisabledException",
            "KMSInvalidStateException",
            "KMSNotFoundException",
            "KMSOptInRequired",
            "MissingAuthenticationToken",
            "NotAuthorized",
            "OptInRequired",
            "ResourceNotFoundException",
            "SerializationException",
            "UnknownOperationException",
            "UnrecognizedClientException",
            "ValidationException");

    private static final Set<String> THROTTLED = Set.of(
            "ProvisionedThroughputExceededException",
            "KMSThrottlingException",
            "LimitExceededException",
            "ThrottlingException",
            "Throttling",
            "RequestLimitExceeded");

    private final String stream;

    Failures(String stream) {
        this.stream = stream;
    }

    static Kind kindOf(String errorCode) {
        return FATAL.contains(errorCode) ? Kind.FATAL : THROTTLED.contains(errorCode) ? Kind.THROTTLED : Kind.RETRYABLE;
    }

    /** A signature refused for a wrong clock is none of the credentials' fault: the SDK corrects its clock from the answer. */
    static Kind kindOf(Throwable error) {
        boolean wrongClock = error instanceof AwsServiceException answer && answer.isClockSkewException();
        return wrongClock ? Kind.RETRYABLE : kindOf(codeOf(error));
    }

    /**
     * The service's error code; the HTTP status where something on the way answered in its place, such as a proxy; or the class name
     * of what kept the request from it.
     */
    static String codeOf(Throwable error) {
        Throwable root = unwrap(error);
        if (root instanceof AwsServiceException answer) {
            String code = answer.awsErrorDetails() == null
                    ? null
                    : answer.awsErrorDetails().errorCode();
            return code == null ? "HTTP " + answer.statusCode() : code;
        }
        return root.getClass().getSimpleName();
    }

    static Throwable unwrap(Throwable error) {
        Throwable cause = error.getCause();
        return error instanceof CompletionException && cause != null ? unwrap(cause) : error;
    }

    ProducerException fatal(Pending pending, String reason, @Nullable Throwable cause) {
        return new DeliveryFailedException(describe(pending.record) + " was refused: " + reason, cause);
    }

    ProducerException timedOut(Pending pending, long now) {
        long waited = (now - pending.acceptedNanos) / 1_000_000;
        return new DeliveryTimeoutException(
                describe(pending.record) + " was not acknowledged within " + waited + " ms and " + pending.attempts
                        + " attempts; last: " + pending.lastFailure,
                null);
    }

    ProducerException closed(Pending pending) {
        String written = pending.inFlight ? "its last attempt is unanswered and may have been written" : "last: ";
        return new ProducerClosedException(
                describe(pending.record) + " was left when the producer closed, after " + pending.attempts
                        + " attempts; " + written + (pending.inFlight ? "" : pending.lastFailure),
                null);
    }

    private String describe(UserRecord record) {
        return "record of partition key \"" + record.partitionKey() + "\" (" + record.dataLength()
                + " bytes) to stream " + stream;
    }
}
