package dev.millrace.local.server;

import java.util.concurrent.Flow;

/** What goes back over HTTP: one whole answer, or an event stream. */
sealed interface Outcome {
    record Whole(HttpAnswer answer) implements Outcome {}

    /** The connection breaks; of HTTP/2 the one stream, or all of them. */
    record Broken(boolean allStreams) implements Outcome {}

    /** Nothing, ever. */
    record Silence() implements Outcome {}

    record Stream(Encoding encoding, Flow.Publisher<AwsReply.Event> events) implements Outcome {}
}
