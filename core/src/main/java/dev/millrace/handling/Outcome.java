package dev.millrace.handling;

/** How the engine ended with a record. */
public sealed interface Outcome {
    /** The handler returned. */
    record Handled() implements Outcome {}

    /** The attempts are used up and the dead letter is durably kept. */
    record Parked(Throwable cause) implements Outcome {}

    /** The attempts are used up and there is no dead-letter sink, or the executor took no attempt on. Later records of the key are not run. */
    record Failed(Throwable cause) implements Outcome {}

    /** Not run to an end: an earlier record of its key failed, or the engine was stopped. */
    record NotRun() implements Outcome {}

    /** Whether a checkpoint may pass the record. */
    default boolean done() {
        return this instanceof Handled || this instanceof Parked;
    }
}
