package dev.millrace.samples;

import dev.millrace.handling.Handling;
import dev.millrace.lambda.KinesisHandler;
import dev.millrace.record.Codec;

/** The clickstream behind a Lambda trigger: name this class as the function's handler. */
// tag::function
public final class Clicks extends KinesisHandler<String> {
    public Clicks() {
        super(Handling.of(Codec.utf8(), (click, context) -> store(click)));
    }

    private static void store(String click) {
        System.out.println(click);
    }
}
// end::function
