package dev.millrace.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Kinesis in plain JSON over HTTP/1.1, so that a test sees the very words of the server, and may say what no SDK would. */
final class RawKinesis {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI endpoint;

    RawKinesis(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** What came back, error or not. */
    Answer ask(String operation, String input) {
        return askAsync(operation, input).join();
    }

    CompletableFuture<Answer> askAsync(String operation, String input) {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "Kinesis_20131202." + operation)
                .POST(HttpRequest.BodyPublishers.ofString(input))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()).thenApply(RawKinesis::answer);
    }

    /** The document, of a call that must succeed. */
    JsonNode call(String operation, String input) {
        Answer answer = ask(operation, input);
        if (answer.status() != 200) {
            throw new AssertionError(operation + " " + input + " was answered by " + answer);
        }
        return answer.body();
    }

    void create(String stream, int shards) {
        call("CreateStream", "{\"StreamName\":\"%s\",\"ShardCount\":%d}".formatted(stream, shards));
    }

    JsonNode put(String stream, String key, String data) {
        return call("PutRecord", putRecord(stream, key, data));
    }

    static String putRecord(String stream, String key, String data) {
        return "{\"StreamName\":\"%s\",\"PartitionKey\":\"%s\",\"Data\":\"%s\"}".formatted(stream, key, base64(data));
    }

    /** One PutRecords of these texts, each its own key. */
    static String putRecords(String stream, String... texts) {
        List<String> records = new ArrayList<>();
        for (String text : texts) {
            records.add("{\"PartitionKey\":\"%s\",\"Data\":\"%s\"}".formatted(text, base64(text)));
        }
        return "{\"StreamName\":\"%s\",\"Records\":[%s]}".formatted(stream, String.join(",", records));
    }

    String iterator(String stream, int shard, String type) {
        return iterator(stream, shard, type, "");
    }

    /** @param more further members of the input, with a leading comma */
    String iterator(String stream, int shard, String type, String more) {
        String input = "{\"StreamName\":\"%s\",\"ShardId\":\"shardId-%012d\",\"ShardIteratorType\":\"%s\"%s}";
        return call("GetShardIterator", input.formatted(stream, shard, type, more))
                .path("ShardIterator")
                .asText();
    }

    JsonNode records(String iterator) {
        return call("GetRecords", "{\"ShardIterator\":\"%s\"}".formatted(iterator));
    }

    /** The texts of a GetRecords answer. */
    static List<String> texts(JsonNode answer) {
        List<String> texts = new ArrayList<>();
        answer.path("Records")
                .forEach(record -> texts.add(new String(
                        Base64.getDecoder().decode(record.path("Data").asText()), StandardCharsets.UTF_8)));
        return texts;
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        try {
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("x-amzn-errortype").orElse(""),
                    JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Answer(int status, String errorType, JsonNode body) {
        String type() {
            return body.path("__type").asText();
        }

        String message() {
            return body.path("message").asText();
        }
    }
}
