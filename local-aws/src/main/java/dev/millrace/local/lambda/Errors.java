package dev.millrace.local.lambda;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Unwraps what futures wrap. */
final class Errors {
    private Errors() {}

    static Throwable cause(Throwable error) {
        Throwable cause = error.getCause();
        boolean wrapper = error instanceof CompletionException || error instanceof ExecutionException;
        return wrapper && cause != null ? cause : error;
    }
}
