package dev.millrace.local.lambda;

import java.util.concurrent.CompletionStage;

/** What a mapping invokes: event JSON in, response JSON out. Used by many threads at once. */
public interface LambdaFunction extends AutoCloseable {
    /** The function's name, of 1 to 64 letters, digits, hyphens and underscores. */
    String name();

    /** One invocation; completes exceptionally with a {@link FunctionErrorException} where the function failed. */
    CompletionStage<byte[]> invoke(byte[] event);

    @Override
    void close();
}
