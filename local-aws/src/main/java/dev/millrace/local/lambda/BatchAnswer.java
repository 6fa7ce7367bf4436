package dev.millrace.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;

/** Reads a partial batch response as Lambda does: the lowest sequence number counts, a bad one fails the batch. */
final class BatchAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private BatchAnswer() {}

    /** How many records of the batch, from its first on, the answer counts as handled. */
    static int handled(byte[] response, List<SourceRecord> batch) {
        int handled = batch.size();
        for (JsonNode failure : failures(response)) {
            handled = Math.min(handled, index(failure.path("itemIdentifier").asText(""), batch));
        }
        return handled;
    }

    /** The listed failures; none in an empty answer, in null, and in what is no object, such as a text. */
    private static Iterable<JsonNode> failures(byte[] response) {
        try {
            JsonNode answer = JSON.readTree(response);
            return answer.path("batchItemFailures");
        } catch (IOException e) {
            throw new FunctionErrorException("Runtime.InvalidResponse", "The function's answer is no JSON");
        }
    }

    /** Where the record stands in the batch; 0, the whole batch, for an identifier that names none of it. */
    private static int index(String identifier, List<SourceRecord> batch) {
        if (identifier.isEmpty() || !identifier.chars().allMatch(Character::isDigit)) {
            return 0;
        }
        BigInteger sequence = new BigInteger(identifier);
        for (int i = 0; i < batch.size(); i++) {
            if (batch.get(i).sequence().equals(sequence)) {
                return i;
            }
        }
        return 0;
    }
}
