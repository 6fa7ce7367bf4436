package dev.millrace.local.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Flow;

/** What an operation answers: one document, or events over time. */
public sealed interface AwsReply {
    /**
     * A document. Blobs are binary nodes, timestamps POJO nodes that hold an {@link java.time.Instant}: the wire format decides
     * how they look.
     */
    record Document(ObjectNode body) implements AwsReply {}

    /** Events, each in AWS's event-stream framing; the answer ends when the publisher completes. */
    record Events(Flow.Publisher<Event> events) implements AwsReply {}

    /** One event of a stream, {@code type} being its {@code :event-type}; {@code exception} marks a modelled error that ends it. */
    record Event(String type, ObjectNode body, boolean exception) {}
}
