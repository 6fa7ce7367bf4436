package dev.millrace.local.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** An error that AWS would answer: its type, message and HTTP status, and further members of the error's shape. */
public final class AwsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private @Nullable String queryCode;
    private final transient ObjectNode members = JsonNodeFactory.instance.objectNode();

    public AwsException(int status, String type, String message) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
    }

    /** A client error: HTTP 400, as all of Kinesis's and most of DynamoDB's are. */
    public static AwsException badRequest(String type, String message) {
        return new AwsException(400, type, message);
    }

    /** What AWS says to a body that it cannot parse, or to a member of the wrong type. */
    public static AwsException serialization(String message) {
        return badRequest("SerializationException", message);
    }

    public static AwsException unknownOperation(String operation) {
        return badRequest("UnknownOperationException", "Operation " + operation + " is not available here.");
    }

    public int status() {
        return status;
    }

    /** The error's shape name, such as {@code ResourceNotFoundException}. */
    public String type() {
        return type;
    }

    /** The error's code as the query protocol had it, where the service still tells it; null where it does not. */
    public @Nullable String queryCode() {
        return queryCode;
    }

    /** The same error with the code that clients of a once query-protocol service look for. */
    public AwsException withQueryCode(String code) {
        queryCode = code;
        return this;
    }

    /** Members of the error's shape beside its message; callers may add to it. */
    public ObjectNode members() {
        return members;
    }
}
