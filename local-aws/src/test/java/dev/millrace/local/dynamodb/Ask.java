package dev.millrace.local.dynamodb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.fault.Faults;
import dev.millrace.local.server.AwsCall;
import dev.millrace.local.server.AwsReply;
import java.time.Clock;
import java.util.Map;

/** Asks a DynamoDB without the network, in JSON with single quotes and bare names. */
final class Ask {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES, JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .build();

    final Faults faults = new Faults();
    private final DynamoDb dynamo = new DynamoDb(Clock.systemUTC(), faults);

    /** A DynamoDB with the table {@code things}, keyed by the string {@code id}. */
    static Ask withThings() {
        Ask ask = new Ask();
        ask.call("CreateTable", """
                {TableName: 'things', BillingMode: 'PAY_PER_REQUEST',
                 AttributeDefinitions: [{AttributeName: 'id', AttributeType: 'S'}],
                 KeySchema: [{AttributeName: 'id', KeyType: 'HASH'}]}""");
        return ask;
    }

    ObjectNode call(String operation, String input) {
        return call(operation, json(input));
    }

    ObjectNode call(String operation, ObjectNode input) {
        AwsReply reply = dynamo.call(new AwsCall(operation, input, Map.of()))
                .toCompletableFuture()
                .join();
        return ((AwsReply.Document) reply).body();
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** As plain JSON again, so that trees compare whatever their nodes' classes are. */
    static JsonNode plain(JsonNode tree) {
        return json(tree.toString());
    }
}
