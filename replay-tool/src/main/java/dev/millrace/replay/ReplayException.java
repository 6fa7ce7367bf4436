package dev.millrace.replay;

/** A replay that could not be carried to its end. The message says where and why; what its sink has taken stays taken. */
public final class ReplayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReplayException(String message, Throwable cause) {
        super(message, cause);
    }
}
