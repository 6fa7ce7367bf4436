package dev.millrace.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A function that notes each batch's data and answers at once, or when the test says so. */
final class FakeFunction implements LambdaFunction {
    private static final ObjectMapper JSON = new ObjectMapper();

    final List<List<String>> batches = new ArrayList<>();
    final List<JsonNode> events = new ArrayList<>();
    final List<CompletableFuture<byte[]>> held = new ArrayList<>();
    private Function<List<String>, String> answer = batch -> "{}";
    private boolean holds;

    /** Answers with this JSON; throwing fails the invocation. */
    FakeFunction answering(Function<List<String>, String> json) {
        answer = json;
        return this;
    }

    /** Fails every batch that holds this data. */
    FakeFunction failingOn(String data) {
        return answering(batch -> {
            if (batch.contains(data)) {
                throw new FunctionErrorException("java.lang.IllegalStateException", data);
            }
            return "{}";
        });
    }

    /** Answers nothing until the test completes {@link #held}. */
    FakeFunction holding() {
        holds = true;
        return this;
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public CompletionStage<byte[]> invoke(byte[] event) {
        List<String> batch = note(event);
        if (holds) {
            held.add(new CompletableFuture<>());
            return held.get(held.size() - 1);
        }
        try {
            return CompletableFuture.completedFuture(answer.apply(batch).getBytes(StandardCharsets.UTF_8));
        } catch (FunctionErrorException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private List<String> note(byte[] event) {
        try {
            JsonNode read = JSON.readTree(event);
            events.add(read);
            List<String> batch = new ArrayList<>();
            for (JsonNode record : read.path("Records")) {
                batch.add(new String(record.path("kinesis").path("data").binaryValue(), StandardCharsets.UTF_8));
            }
            batches.add(batch);
            return batch;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {}
}
