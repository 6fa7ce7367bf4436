package dev.millrace.local.lambda;

import org.jspecify.annotations.Nullable;

/**
 * A child JVM that did not become ready for invocations: its handler class is missing or cannot be made, or the native part of
 * AWS's runtime interface client does not load on this machine. The message ends with the child's last words. A caller may run the
 * handler in this JVM instead: {@link InProcessFunction}.
 */
public final class FunctionStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FunctionStartException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
