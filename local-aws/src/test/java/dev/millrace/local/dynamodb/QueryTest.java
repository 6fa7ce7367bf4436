package dev.millrace.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {
    private final Ask ask = new Ask();

    /** Ten events for each of three devices; those with an even number have a {@code grade}, by which the index goes. */
    @BeforeEach
    void fill() {
        ask.call("CreateTable", """
                {TableName: 'events', BillingMode: 'PAY_PER_REQUEST',
                 AttributeDefinitions: [{AttributeName: 'device', AttributeType: 'S'},
                   {AttributeName: 'at', AttributeType: 'N'}, {AttributeName: 'grade', AttributeType: 'S'}],
                 KeySchema: [{AttributeName: 'device', KeyType: 'HASH'}, {AttributeName: 'at', KeyType: 'RANGE'}],
                 GlobalSecondaryIndexes: [{IndexName: 'by-grade', Projection: {ProjectionType: 'KEYS_ONLY'},
                   KeySchema: [{AttributeName: 'grade', KeyType: 'HASH'}, {AttributeName: 'at', KeyType: 'RANGE'}]}]}""");
        for (String device : List.of("a", "b", "c")) {
            for (int at = 1; at <= 10; at++) {
                String grade = at % 2 == 0 ? ", grade: {S: '" + (at % 4 == 0 ? "warn" : "info") + "'}" : "";
                ask.call(
                        "PutItem",
                        "{TableName: 'events', Item: {device: {S: '" + device + "'}, at: {N: '" + at
                                + "'}, note: {S: 'n" + at + "'}" + grade + "}}");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            d = :d | 1 2 3 4 5 6 7 8 9 10
            d = :d AND #at < :three | 1 2
            d = :d AND #at <= :three | 1 2 3
            d = :d AND #at > :nine | 10
            d = :d AND #at >= :nine | 9 10
            #at = :three AND d = :d | 3
            (d = :d) AND (#at BETWEEN :three AND :nine) | 3 4 5 6 7 8 9
            """)
    void aQueryFindsOnePartitionsItemsInTheOrderOfTheirSortKeys(String condition, String found) {
        ObjectNode query = query(condition.replace("d =", "device ="));

        assertThat(ats(ask.call("Query", query))).isEqualTo(found);
        assertThat(ats(ask.call("Query", query.put("ScanIndexForward", false)))).isEqualTo(reversed(found));
    }

    private static ObjectNode query(String condition) {
        ObjectNode query = Ask.json("{TableName: 'events'}").put("KeyConditionExpression", condition);
        if (condition.contains("#at")) {
            query.set("ExpressionAttributeNames", Ask.json("{'#at': 'at'}"));
        }
        Ask.json("{':d': {S: 'b'}, ':three': {N: '3'}, ':nine': {N: '9'}, ':l': {S: 'warn'}, ':pre': {S: 'x'}}")
                .properties()
                .stream()
                .filter(value -> condition.matches(".*" + value.getKey() + "\\b.*"))
                .forEach(value ->
                        query.withObjectProperty("ExpressionAttributeValues").set(value.getKey(), value.getValue()));
        return query;
    }

    private static String ats(JsonNode answer) {
        List<String> ats = new ArrayList<>();
        answer.get("Items").forEach(item -> ats.add(item.get("at").get("N").asText()));
        return String.join(" ", ats);
    }

    private static String reversed(String words) {
        List<String> list = new ArrayList<>(List.of(words.split(" ")));
        java.util.Collections.reverse(list);
        return String.join(" ", list);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            #at = :three | Query condition missed key schema element: device
            device > :d | Query key condition not supported
            device = :three | One or more parameter values were invalid: Condition parameter type does not match schema type
            device = :d AND note = :l | Query condition missed key schema element: at
            device = :d OR #at = :three | Invalid KeyConditionExpression: Invalid operator used in KeyConditionExpression: OR
            device <> :d | Invalid KeyConditionExpression: Invalid operator used in KeyConditionExpression: <>
            device = :d AND #at IN (:three) | Invalid KeyConditionExpression: Invalid operator used in KeyConditionExpression: IN
            device = :d AND device = :l | Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key
            """)
    void aKeyConditionThatTheSchemaCannotAnswerIsRefused(String condition, String complaint) {
        assertThatThrownBy(() -> ask.call("Query", query(condition))).hasMessage(complaint);
    }

    @Test
    void anIndexHasOnlyTheItemsWithItsKeysAndOnlyWhatItProjects() {
        JsonNode answer = ask.call("Query", query("grade = :l").put("IndexName", "by-grade"));

        assertThat(ats(answer)).isEqualTo("4 4 4 8 8 8");
        assertThat(Ask.plain(answer.get("Items").get(0)))
                .isEqualTo(Ask.json("{grade: {S: 'warn'}, at: {N: '4'}, device: {S: 'a'}}"));
    }

    @Test
    void anIndexFollowsTheItemsThatChange() {
        ask.call("DeleteItem", "{TableName: 'events', Key: {device: {S: 'a'}, at: {N: '4'}}}");
        ask.call(
                "UpdateItem",
                "{TableName: 'events', Key: {device: {S: 'b'}, at: {N: '4'}}, UpdateExpression: 'REMOVE grade'}");
        ask.call("UpdateItem", """
                {TableName: 'events', Key: {device: {S: 'c'}, at: {N: '1'}}, UpdateExpression: 'SET grade = :l',
                 ExpressionAttributeValues: {':l': {S: 'warn'}}}""");

        assertThat(ats(ask.call("Query", query("grade = :l").put("IndexName", "by-grade"))))
                .isEqualTo("1 4 8 8 8");
    }

    @Test
    void anIndexAddedLaterIsFilledFromWhatIsThere() {
        ask.call("UpdateTable", """
                {TableName: 'events', AttributeDefinitions: [{AttributeName: 'note', AttributeType: 'S'}],
                 GlobalSecondaryIndexUpdates: [{Create: {IndexName: 'by-note', Projection: {ProjectionType: 'ALL'},
                   KeySchema: [{AttributeName: 'note', KeyType: 'HASH'}]}}]}""");

        JsonNode answer = ask.call("Query", """
                {TableName: 'events', IndexName: 'by-note', KeyConditionExpression: 'note = :n',
                 ExpressionAttributeValues: {':n': {S: 'n7'}}}""");

        assertThat(ats(answer)).isEqualTo("7 7 7");
    }

    @Test
    void pagesOfAScanHoldEveryItemOnce() {
        Set<String> seen = new HashSet<>();
        ObjectNode scan = Ask.json("{TableName: 'events', Limit: 7}");
        int pages = 0;
        JsonNode last;
        do {
            JsonNode page = ask.call("Scan", scan);
            page.get("Items")
                    .forEach(item -> assertThat(seen.add(item.toString())).isTrue());
            last = page.get("LastEvaluatedKey");
            scan.set("ExclusiveStartKey", last);
            pages++;
        } while (last != null);

        assertThat(seen).hasSize(30);
        assertThat(pages).isEqualTo(5);
    }

    @Test
    void pagesOfAnIndexQueryGoOnWhereTheLastEnded() {
        ObjectNode query = query("grade = :l").put("IndexName", "by-grade").put("Limit", 4);
        JsonNode first = ask.call("Query", query);
        query.set("ExclusiveStartKey", first.get("LastEvaluatedKey"));

        assertThat(first.get("LastEvaluatedKey").size()).isEqualTo(3);
        assertThat(ats(first) + " then " + ats(ask.call("Query", query))).isEqualTo("4 4 4 8 then 8 8");
    }

    @Test
    void aPageEndsAtOneMegabyteWhateverIsFilteredOut() {
        String text = "x".repeat(300_000);
        for (int at = 100; at < 106; at++) {
            ask.call(
                    "PutItem",
                    "{TableName: 'events', Item: {device: {S: 'big'}, at: {N: '" + at + "'}, note: {S: '" + text
                            + "'}}}");
        }
        ObjectNode query = Ask.json("""
                {TableName: 'events', KeyConditionExpression: 'device = :d', FilterExpression: 'note <> :x',
                 ReturnConsumedCapacity: 'TOTAL', ExpressionAttributeValues: {':d': {S: 'big'}, ':x': {S: 'no'}}}""");

        JsonNode page = ask.call("Query", query);

        assertThat(page.get("ScannedCount").asInt()).isEqualTo(4);
        assertThat(page.get("LastEvaluatedKey").get("at").get("N").asText()).isEqualTo("103");
        assertThat(page.get("ConsumedCapacity").get("CapacityUnits").asDouble()).isEqualTo(146.5);
    }

    @Test
    void segmentsOfAParallelScanHoldEveryItemOnce() {
        List<String> seen = new ArrayList<>();
        for (int segment = 0; segment < 3; segment++) {
            ask.call("Scan", "{TableName: 'events', TotalSegments: 3, Segment: " + segment + "}")
                    .get("Items")
                    .forEach(item -> seen.add(item.toString()));
        }

        assertThat(seen).hasSize(30).doesNotHaveDuplicates();
    }

    @Test
    void aFilterAndALimitCountWhatTheyLookedAt() {
        JsonNode answer = ask.call("Query", """
                {TableName: 'events', KeyConditionExpression: 'device = :d', FilterExpression: 'attribute_exists(grade)',
                 Limit: 5, Select: 'COUNT', ExpressionAttributeValues: {':d': {S: 'a'}}}""");

        assertThat(answer.get("Count").asInt()).isEqualTo(2);
        assertThat(answer.get("ScannedCount").asInt()).isEqualTo(5);
        assertThat(answer.has("Items")).isFalse();
    }

    @Test
    void legacyKeyConditionsAndFiltersStillWork() {
        JsonNode answer = ask.call("Query", """
                {TableName: 'events', KeyConditions: {device: {ComparisonOperator: 'EQ', AttributeValueList: [{S: 'a'}]},
                   at: {ComparisonOperator: 'BETWEEN', AttributeValueList: [{N: '2'}, {N: '7'}]}},
                 QueryFilter: {note: {ComparisonOperator: 'IN', AttributeValueList: [{S: 'n3'}, {S: 'n6'}]},
                   grade: {ComparisonOperator: 'NOT_NULL'}}, ConditionalOperator: 'OR', AttributesToGet: ['at']}""");

        assertThat(answer.get("Items").toString())
                .isEqualTo(
                        "[{\"at\":{\"N\":\"2\"}},{\"at\":{\"N\":\"3\"}},{\"at\":{\"N\":\"4\"}},{\"at\":{\"N\":\"6\"}}]");
    }

    @Test
    void aProjectionOfNestedPathsShowsOnlyThose() {
        ask.call("PutItem", """
                {TableName: 'events', Item: {device: {S: 'z'}, at: {N: '1'},
                 m: {M: {a: {S: '1'}, b: {S: '2'}}}, l: {L: [{S: 'p'}, {S: 'q'}, {S: 'r'}]}}}""");

        JsonNode item = ask.call("GetItem", """
                        {TableName: 'events', Key: {device: {S: 'z'}, at: {N: '1'}},
                         ProjectionExpression: 'm.b, l[2], l[0], nothing.here'}""").get("Item");

        assertThat(Ask.plain(item)).isEqualTo(Ask.json("{m: {M: {b: {S: '2'}}}, l: {L: [{S: 'p'}, {S: 'r'}]}}"));
    }
}
