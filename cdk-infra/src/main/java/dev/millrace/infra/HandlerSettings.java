package dev.millrace.infra;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The Lambda function behind the trigger. Immutable.
 *
 * @param code a jar with everything the handler needs, or a directory laid out like one (jars under {@code lib/})
 * @param handler {@code package.Class::method}
 * @param memoryMib 128 to 10,240; CPU grows with it
 * @param timeoutSeconds 1 to 900; a batch that takes longer counts as failed and is tried again
 */
public record HandlerSettings(Path code, String handler, int memoryMib, int timeoutSeconds) {
    public HandlerSettings {
        if (!Files.exists(code)) {
            throw new IllegalArgumentException(
                    "handlerJar " + code.toAbsolutePath().normalize()
                            + ": no such file; build it first, or give -c handlerJar= for a stack without a trigger");
        }
        if (!handler.contains("::") && !handler.contains(".")) {
            throw new IllegalArgumentException("handler '" + handler + "': give package.Class::method");
        }
        Ranges.check("memoryMib", memoryMib, 128, 10_240, "MiB");
        Ranges.check("timeoutSeconds", timeoutSeconds, 1, 900, "seconds");
    }

    /** 512 MiB, a minute. */
    public static HandlerSettings of(Path code, String handler) {
        return new HandlerSettings(code, handler, 512, 60);
    }

    /** Empty when no {@code handlerJar} is given: then there is no trigger. */
    static Optional<HandlerSettings> from(Context context) {
        Optional<String> handler = context.text("handler");
        int memoryMib = context.number("memoryMib", 512);
        int timeoutSeconds = context.number("timeoutSeconds", 60);
        return context.text("handlerJar")
                .map(jar -> new HandlerSettings(Path.of(jar), nameOf(handler, jar), memoryMib, timeoutSeconds));
    }

    private static String nameOf(Optional<String> handler, String jar) {
        return handler.orElseThrow(() -> new IllegalArgumentException(
                "handlerJar " + jar + " without a handler: give -c handler=package.Class::method too"));
    }
}
