package dev.millrace.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpdateTest {
    private static final String ITEM = """
            {id: {S: 'x'}, n: {N: '5'}, s: {S: 'old'}, l: {L: [{N: '0'}, {N: '1'}, {N: '2'}]}, ss: {SS: ['a', 'b']},
             m: {M: {k: {N: '7'}, l: {L: [{S: 'p'}]}}}}""";
    private static final String VALUES = """
            {':one': {N: '1'}, ':half': {N: '0.5'}, ':s': {S: 'new'}, ':list': {L: [{S: 'y'}]}, ':bc': {SS: ['b', 'c']},
             ':ab': {SS: ['a', 'b']}, ':map': {M: {}}, ':ns': {NS: ['1']}, ':big': {N: '9E125'}}""";

    private final Ask ask = Ask.withThings();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            SET n = n + :one | n | {N: '6'}
            SET n = n - :half | n | {N: '4.5'}
            SET n = :one - n | n | {N: '-4'}
            SET s = :s, z = s | z | {S: 'old'}
            SET z = if_not_exists(z, :one) + :one | z | {N: '2'}
            SET n = if_not_exists(n, :one) | n | {N: '5'}
            SET l = list_append(l, :list) | l | {L: [{N: '0'}, {N: '1'}, {N: '2'}, {S: 'y'}]}
            SET l = list_append(:list, l) | l | {L: [{S: 'y'}, {N: '0'}, {N: '1'}, {N: '2'}]}
            SET z = list_append(if_not_exists(z, :list), :list) | z | {L: [{S: 'y'}, {S: 'y'}]}
            SET l[1] = :s | l | {L: [{N: '0'}, {S: 'new'}, {N: '2'}]}
            SET l[9] = :one, l[7] = :s | l | {L: [{N: '0'}, {N: '1'}, {N: '2'}, {S: 'new'}, {N: '1'}]}
            SET m.k = m.k + :one, m.z = :s | m | {M: {k: {N: '8'}, l: {L: [{S: 'p'}]}, z: {S: 'new'}}}
            SET m.l[0] = :one | m | {M: {k: {N: '7'}, l: {L: [{N: '1'}]}}}
            SET l[0] = l[2], l[2] = l[0] | l | {L: [{N: '2'}, {N: '1'}, {N: '0'}]}
            REMOVE l[0], l[2] | l | {L: [{N: '1'}]}
            REMOVE l[0] SET l[2] = :s | l | {L: [{N: '1'}, {S: 'new'}]}
            REMOVE m.k, m.gone | m | {M: {l: {L: [{S: 'p'}]}}}
            remove s | s |
            ADD n :one | n | {N: '6'}
            ADD z :one | z | {N: '1'}
            ADD ss :bc | ss | {SS: ['a', 'b', 'c']}
            ADD z :bc | z | {SS: ['b', 'c']}
            ADD m.k :half | m | {M: {k: {N: '7.5'}, l: {L: [{S: 'p'}]}}}
            DELETE ss :bc | ss | {SS: ['a']}
            DELETE ss :ab | ss |
            DELETE z :ab | z |
            SET s = :s REMOVE n ADD c :one DELETE ss :bc | c | {N: '1'}
            """)
    void anUpdateLeavesTheAttributeAsDynamoDbWould(String update, String attribute, String expected) {
        JsonNode after = updated(update).get("Attributes").get(attribute);

        assertThat(after == null ? null : Ask.plain(after)).isEqualTo(expected == null ? null : Ask.json(expected));
    }

    private ObjectNode updated(String update) {
        ask.call("PutItem", "{TableName: 'things', Item: " + ITEM + "}");
        return ask.call("UpdateItem", update(update, "ALL_NEW"));
    }

    private static ObjectNode update(String update, String returnValues) {
        ObjectNode input = Ask.json("{TableName: 'things', Key: {id: {S: 'x'}}}")
                .put("UpdateExpression", update)
                .put("ReturnValues", returnValues);
        Ask.json(VALUES).properties().stream()
                .filter(value -> update.matches("(?s).*" + value.getKey() + "\\b.*"))
                .forEach(value ->
                        input.withObjectProperty("ExpressionAttributeValues").set(value.getKey(), value.getValue()));
        return input;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            SET | Invalid UpdateExpression: Syntax error; token: "<EOF>", near: "SET"
            SET a | Invalid UpdateExpression: Syntax error; token: "<EOF>", near: "a"
            INSERT a = :one | Invalid UpdateExpression: Syntax error; token: "INSERT", near: "INSERT a"
            SET a = :one SET b = :one | Invalid UpdateExpression: The "SET" section can only be used once in an update expression;
            SET a = :one, a = :half | Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]
            SET a.b = :one REMOVE a | Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a]
            SET a.b = :one, a[1] = :one | Invalid UpdateExpression: Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a, [1]]
            SET a = size(n) | Invalid UpdateExpression: The function is not allowed in an update expression; function: size
            SET a = :s + :one | Invalid UpdateExpression: Incorrect operand type for operator or function; operator or function: +, operand type: S
            SET a = list_append(l, :one) | Invalid UpdateExpression: Incorrect operand type for operator or function; operator or function: list_append, operand type: N
            ADD a :s | Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeset: ALLOWED_FOR_ADD_OPERAND
            DELETE a :one | Invalid UpdateExpression: Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER, typeset: ALLOWED_FOR_DELETE_OPERAND
            SET a = gone | The provided expression refers to an attribute that does not exist in the item
            SET a = gone + :one | The provided expression refers to an attribute that does not exist in the item
            SET a = s + :one | An operand in the update expression has an incorrect data type
            ADD ss :ns | An operand in the update expression has an incorrect data type
            SET gone.k = :one | The document path provided in the update expression is invalid for update
            SET n.k = :one | The document path provided in the update expression is invalid for update
            SET id = :s | One or more parameter values were invalid: Cannot update attribute id. This attribute is part of the key
            SET a = :big + :big | Number overflow. Attempting to store a number with magnitude larger than supported range
            """)
    void anUpdateThatCannotBeIsRefusedAndChangesNothing(String update, String complaint) {
        assertThatThrownBy(() -> updated(update)).hasMessage(complaint);

        assertThat(Ask.plain(ask.call("GetItem", "{TableName: 'things', Key: {id: {S: 'x'}}}")
                        .get("Item")))
                .isEqualTo(Ask.json(ITEM));
    }

    @Test
    void anUpdateOfAnItemThatIsNotThereMakesIt() {
        ObjectNode answer = ask.call("UpdateItem", update("SET z = :one", "ALL_NEW"));

        assertThat(Ask.plain(answer.get("Attributes"))).isEqualTo(Ask.json("{id: {S: 'x'}, z: {N: '1'}}"));
    }

    @Test
    void updatedOldAndUpdatedNewShowOnlyWhatTheUpdateTouched() {
        updated("SET s = s");

        assertThat(Ask.plain(ask.call("UpdateItem", update("SET m.k = :one, n = :half", "UPDATED_OLD"))
                        .get("Attributes")))
                .isEqualTo(Ask.json("{m: {M: {k: {N: '7'}}}, n: {N: '5'}}"));
        assertThat(Ask.plain(ask.call("UpdateItem", update("SET l[1] = :s REMOVE n", "UPDATED_NEW"))
                        .get("Attributes")))
                .isEqualTo(Ask.json("{l: {L: [{S: 'new'}]}}"));
    }

    @Test
    void legacyAttributeUpdatesPutAddAndDelete() {
        updated("SET s = s");

        ObjectNode answer = ask.call("UpdateItem", """
                {TableName: 'things', Key: {id: {S: 'x'}}, ReturnValues: 'ALL_NEW', Expected: {n: {Value: {N: '5'}}},
                 AttributeUpdates: {s: {Value: {S: 'put'}}, n: {Value: {N: '2'}, Action: 'ADD'}, m: {Action: 'DELETE'},
                   ss: {Value: {SS: ['a']}, Action: 'DELETE'}, l: {Value: {L: [{S: 'y'}]}, Action: 'ADD'}}}""");

        assertThat(Ask.plain(answer.get("Attributes"))).isEqualTo(Ask.json("""
                {id: {S: 'x'}, n: {N: '7'}, s: {S: 'put'}, ss: {SS: ['b']},
                 l: {L: [{N: '0'}, {N: '1'}, {N: '2'}, {S: 'y'}]}}"""));
    }
}
