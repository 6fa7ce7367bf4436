package dev.millrace.local.server;

import java.util.concurrent.Flow;

/** What goes back over HTTP: one whole answer, or an event stream. */
sealed interface Outcome {
    record Whole(HttpAnswer answer) implements Outcome {}

    record Stream(Encoding encoding, Flow.Publisher<AwsReply.Event> events) implements Outcome {}
}
