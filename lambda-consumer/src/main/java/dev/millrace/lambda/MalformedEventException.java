package dev.millrace.lambda;

/** An event that no Kinesis trigger sends. Delivering it again cannot help: the function has a trigger of another kind. */
public final class MalformedEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedEventException(String message) {
        super(message + ": this function handles the events of a Kinesis trigger; look at what invokes it");
    }
}
