package dev.millrace.local.lambda;

/** An invocation that failed: the function threw, timed out, or its process ended. */
public final class FunctionErrorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String type;

    public FunctionErrorException(String type, String message) {
        super(message, null, false, false);
        this.type = type;
    }

    /** The error's type as the runtime told it, such as {@code java.lang.IllegalStateException} or {@code Sandbox.Timedout}. */
    public String type() {
        return type;
    }
}
