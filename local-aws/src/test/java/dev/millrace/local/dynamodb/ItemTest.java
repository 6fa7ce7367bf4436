package dev.millrace.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.local.server.AwsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemTest {
    private final Ask ask = Ask.withThings();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            PutItem | Item: {n: {N: '1'}} | One or more parameter values were invalid: Missing the key id in the item
            PutItem | Item: {id: {N: '1'}} | One or more parameter values were invalid: Type mismatch for key id expected: S actual: N
            PutItem | Item: {id: {S: ''}} | One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id
            PutItem | Item: {id: {S: 'x'}, n: {N: 'one'}} | The parameter cannot be converted to a numeric value: one
            PutItem | Item: {id: {S: 'x'}, n: {N: '123456789012345678901234567890123456789'}} | Attempting to store more than 38 significant digits in a Number
            PutItem | Item: {id: {S: 'x'}, n: {N: '1e126'}} | Number overflow. Attempting to store a number with magnitude larger than supported range
            PutItem | Item: {id: {S: 'x'}, n: {N: '1e-131'}} | Number underflow. Attempting to store a number with magnitude smaller than supported range
            PutItem | Item: {id: {S: 'x'}, n: {}} | Supplied AttributeValue is empty, must contain exactly one of the supported datatypes
            PutItem | Item: {id: {S: 'x'}, n: {S: 'a', N: '1'}} | Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes
            PutItem | Item: {id: {S: 'x'}, n: {SS: []}} | One or more parameter values were invalid: An string set  may not be empty
            PutItem | Item: {id: {S: 'x'}, n: {SS: ['a', 'a']}} | One or more parameter values were invalid: Input collection [a, a] contains duplicates.
            GetItem | Key: {id: {N: '1'}} | The provided key element does not match the schema
            GetItem | Key: {id: {S: 'x'}, more: {S: 'y'}} | The provided key element does not match the schema
            GetItem | Key: {} | The provided key element does not match the schema
            GetItem | Key: {id: {S: 'x'}}, ProjectionExpression: 'a, a.b' | Invalid ProjectionExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, b]
            GetItem | Key: {id: {S: 'x'}}, ProjectionExpression: '' | Invalid ProjectionExpression: The expression can not be empty;
            GetItem | Key: {id: {S: 'x'}}, ProjectionExpression: 'a', ExpressionAttributeNames: {'#b': 'b'} | Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}
            DeleteItem | Key: {id: {S: 'x'}}, ConditionExpression: 'attribute_exists(a)', Expected: {} | Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {Expected} Expression parameters: {ConditionExpression}
            DeleteItem | Key: {id: {S: 'x'}}, ExpressionAttributeValues: {':v': {S: 's'}} | ExpressionAttributeValues can only be specified when using expressions
            """)
    void badInputIsRefusedWithDynamoDbsWords(String operation, String input, String complaint) {
        assertThatThrownBy(() -> ask.call(operation, "{TableName: 'things', " + input + "}"))
                .hasMessage(complaint);
    }

    @Test
    void aTableThatIsNotThereAndAnOperationThatIsNotThereHaveTheirOwnErrors() {
        assertError("GetItem", "{TableName: 'gone', Key: {id: {S: 'x'}}}", "ResourceNotFoundException");
        assertError("DescribeTable", "{TableName: 'gone'}", "ResourceNotFoundException");
        assertError("CreateTable", """
                {TableName: 'things', AttributeDefinitions: [], KeySchema: []}""", "ResourceInUseException");
        assertError("ExportTableToPointInTime", "{}", "UnknownOperationException");
    }

    private void assertError(String operation, String input, String type) {
        assertThatExceptionOfType(AwsException.class)
                .isThrownBy(() -> ask.call(operation, input))
                .extracting(AwsException::type)
                .isEqualTo(type);
    }

    @Test
    void aFailedConditionChangesNothingAndShowsTheItemWhereAskedTo() {
        ask.call("PutItem", "{TableName: 'things', Item: {id: {S: 'x'}, n: {N: '1'}}}");

        assertThatExceptionOfType(AwsException.class)
                .isThrownBy(() -> ask.call("PutItem", """
                        {TableName: 'things', Item: {id: {S: 'x'}, n: {N: '2'}}, ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
                         ConditionExpression: 'attribute_not_exists(id)'}"""))
                .withMessage("The conditional request failed")
                .satisfies(e -> assertThat(e.type()).isEqualTo("ConditionalCheckFailedException"))
                .satisfies(e -> assertThat(Ask.plain(e.members().get("Item")))
                        .isEqualTo(Ask.json("{id: {S: 'x'}, n: {N: '1'}}")));
        assertThat(item("x").get("n").get("N").asText()).isEqualTo("1");
    }

    private JsonNode item(String id) {
        return ask.call("GetItem", "{TableName: 'things', Key: {id: {S: '" + id + "'}}}")
                .get("Item");
    }

    @Test
    void legacyExpectationsHoldOrFail() {
        ask.call("PutItem", "{TableName: 'things', Item: {id: {S: 'x'}, n: {N: '1'}}}");

        delete("n: {Value: {N: '2'}}", false);
        delete("n: {Exists: false}", false);
        delete("n: {ComparisonOperator: 'GT', AttributeValueList: [{N: '0'}]}, z: {Value: {S: 'no'}}", false);
        delete("n: {ComparisonOperator: 'GT', AttributeValueList: [{N: '0'}]}, z: {Exists: false}", true);
    }

    private void delete(String expected, boolean holds) {
        String input = "{TableName: 'things', Key: {id: {S: 'x'}}, Expected: {" + expected + "}}";
        if (holds) {
            ask.call("DeleteItem", input);
        } else {
            assertError("DeleteItem", input, "ConditionalCheckFailedException");
        }
        assertThat(item("x") == null).isEqualTo(holds);
    }

    @Test
    void numbersKeep38DigitsAndLoseWhatMeansNothing() {
        ask.call("PutItem", """
                {TableName: 'things', Item: {id: {S: 'x'}, a: {N: '+001.500'}, b: {N: '12345678901234567890123456789012345678'},
                 c: {N: '1e3'}, d: {N: '-0'}, e: {N: '1e-3'}}}""");

        JsonNode item = item("x");

        assertThat(item.get("a").get("N").asText()).isEqualTo("1.5");
        assertThat(item.get("b").get("N").asText()).isEqualTo("12345678901234567890123456789012345678");
        assertThat(item.get("c").get("N").asText()).isEqualTo("1000");
        assertThat(item.get("d").get("N").asText()).isEqualTo("0");
        assertThat(item.get("e").get("N").asText()).isEqualTo("0.001");
    }

    @Test
    void aTransactionIsAllOrNothingAndSaysWhichPartFailed() {
        ask.call("PutItem", "{TableName: 'things', Item: {id: {S: 'x'}, n: {N: '1'}}}");
        String items = """
                {TransactItems: [{Put: {TableName: 'things', Item: {id: {S: 'new'}}}},
                 {Update: {TableName: 'things', Key: {id: {S: 'x'}}, UpdateExpression: 'SET n = n + :one',
                   ConditionExpression: 'n = %s', ExpressionAttributeValues: {':one': {N: '1'}}}}]}""";

        assertThatExceptionOfType(AwsException.class)
                .isThrownBy(() -> ask.call("TransactWriteItems", items.formatted("z")))
                .withMessage("Transaction cancelled, please refer cancellation reasons for specific reasons [None,"
                        + " ConditionalCheckFailed]")
                .satisfies(e -> assertThat(e.type()).isEqualTo("TransactionCanceledException"));
        assertThat(item("new")).isNull();

        ask.call("TransactWriteItems", items.formatted(":one"));
        assertThat(item("new")).isNotNull();
        assertThat(item("x").get("n").get("N").asText()).isEqualTo("2");
    }

    @Test
    void aTransactionOfWhatIsNoObjectIsASerializationException() {
        assertThatExceptionOfType(AwsException.class)
                .isThrownBy(() -> ask.call("TransactGetItems", "{TransactItems: ['x']}"))
                .satisfies(e -> assertThat(e.type()).isEqualTo("SerializationException"));
    }

    @Test
    void batchesWriteAndReadManyAndRefuseDuplicates() {
        ask.call("BatchWriteItem", """
                {RequestItems: {things: [{PutRequest: {Item: {id: {S: 'a'}}}}, {PutRequest: {Item: {id: {S: 'b'}}}}]}}""");
        ask.call("BatchWriteItem", "{RequestItems: {things: [{DeleteRequest: {Key: {id: {S: 'a'}}}}]}}");

        JsonNode answer = ask.call(
                "BatchGetItem", "{RequestItems: {things: {Keys: [{id: {S: 'a'}}, {id: {S: 'b'}}, {id: {S: 'c'}}]}}}");

        assertThat(answer.get("Responses").get("things").toString()).isEqualTo("[{\"id\":{\"S\":\"b\"}}]");
        assertThat(answer.get("UnprocessedKeys").isEmpty()).isTrue();
        assertThatThrownBy(() ->
                        ask.call("BatchGetItem", "{RequestItems: {things: {Keys: [{id: {S: 'a'}}, {id: {S: 'a'}}]}}}"))
                .hasMessage("Provided list of item keys contains duplicates");
    }

    @Test
    void aThrottledTableRefusesAsManyCallsAsTheFaultSays() {
        ask.faults.on("GetItem", "BatchGetItem").table("things").times(2).throttle();

        assertError("GetItem", "{TableName: 'things', Key: {id: {S: 'x'}}}", "ProvisionedThroughputExceededException");
        assertError(
                "BatchGetItem",
                "{RequestItems: {things: {Keys: [{id: {S: 'a'}}]}}}",
                "ProvisionedThroughputExceededException");
        assertThat(item("x")).isNull();
    }

    @Test
    void consumedCapacityCountsTheTableAndTheIndexesThatChange() {
        ask.call("UpdateTable", """
                {TableName: 'things', AttributeDefinitions: [{AttributeName: 'kind', AttributeType: 'S'}],
                 GlobalSecondaryIndexUpdates: [{Create: {IndexName: 'by-kind', Projection: {ProjectionType: 'ALL'},
                   KeySchema: [{AttributeName: 'kind', KeyType: 'HASH'}]}}]}""");

        JsonNode answer = ask.call(
                "PutItem",
                "{TableName: 'things', ReturnConsumedCapacity: 'INDEXES', Item: {id: {S: 'x'}, kind: {S: 'k'}, text: {S: '"
                        + "x".repeat(1500) + "'}}}");

        assertThat(answer.get("ConsumedCapacity")).isEqualTo(Ask.json("""
                {TableName: 'things', CapacityUnits: 4.0, Table: {CapacityUnits: 2.0},
                 GlobalSecondaryIndexes: {'by-kind': {CapacityUnits: 2.0}}}"""));
    }
}
