package dev.millrace.local.fault;

import java.time.Duration;

/** What a fault does. */
public sealed interface Effect {
    /** Whether the service never sees the call. */
    default boolean preventsCall() {
        return this instanceof Refuse || this instanceof Reset;
    }

    /** The call is carried out and answered later. */
    record Delay(Duration duration) implements Effect {}

    /** The call is not carried out; this error answers it. */
    record Refuse(int status, String type, String message) implements Effect {}

    /** One record of a put, or a read of one shard, meets this error. */
    record ShardError(String code, String message) implements Effect {}

    /** The call is carried out, and then the connection (over HTTP/2 the stream) breaks instead of the answer. */
    record DropAnswer() implements Effect {}

    /** The call is carried out and never answered. */
    record Hang() implements Effect {}

    /** The call is not carried out; the connection breaks. */
    record Reset() implements Effect {}
}
