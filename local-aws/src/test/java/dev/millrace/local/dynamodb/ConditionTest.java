package dev.millrace.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
    private static final String ITEM = """
            {id: {S: 'x'}, n: {N: '5'}, neg: {N: '-1.50'}, s: {S: 'hello'}, b: {B: 'AQID'}, yes: {BOOL: true},
             nothing: {NULL: true}, ss: {SS: ['a', 'b']}, ns: {NS: ['1', '2.0']},
             l: {L: [{S: 'one'}, {N: '2'}, {M: {deep: {S: 'down'}}}]}, m: {M: {k: {N: '7'}, 'odd.name': {S: 'dot'}}}}""";
    private static final String VALUES = """
            {':five': {N: '5.00'}, ':six': {N: '6'}, ':one': {N: '1'}, ':hello': {S: 'hello'}, ':he': {S: 'he'},
             ':ell': {S: 'ell'}, ':b': {B: 'AQID'}, ':b12': {B: 'AQI='}, ':b23': {B: 'AgM='}, ':true': {BOOL: true},
             ':a': {S: 'a'}, ':N': {S: 'N'}, ':SS': {S: 'SS'}, ':two': {N: '2'}, ':ba': {SS: ['b', 'a']},
             ':deep': {M: {deep: {S: 'down'}}}, ':minus': {N: '-1.5'}, ':bad': {S: 'Z'}}""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            n = :five | true
            n <> :five | false
            n < :six AND n <= :five AND n > :one AND n >= :five | true
            neg = :minus | true
            neg < :one | true
            n = :hello | false
            n <> :hello | true
            n < :hello | false
            gone = :five | false
            gone <> :five | true
            gone < :five | false
            b = :b | true
            b > :b12 | true
            yes = :true | true
            ss = :ba | true
            l[2] = :deep | true
            l[2].deep > :he | false
            l[0] = :hello | false
            l[9] = :hello | false
            m.k > :six | true
            m.#odd = :five | false
            attribute_exists(m.#odd) | true
            n BETWEEN :one AND :six | true
            n BETWEEN :six AND :six | false
            :five BETWEEN neg AND n | true
            n IN (:one, :five) | true
            s IN (:one) | false
            NOT n IN (:one, :two) | true
            attribute_exists(m.k) | true
            attribute_exists(m.z) | false
            attribute_not_exists(l[3]) | true
            attribute_not_exists(#id) | false
            attribute_type(n, :N) | true
            attribute_type(ss, :SS) | true
            attribute_type(gone, :N) | false
            begins_with(s, :he) | true
            begins_with(s, :ell) | false
            begins_with(b, :b12) | true
            begins_with(n, :he) | false
            contains(s, :ell) | true
            contains(b, :b23) | true
            contains(ss, :a) | true
            contains(ss, :hello) | false
            contains(ns, :two) | true
            contains(l, :two) | true
            contains(gone, :a) | false
            size(s) = :five | true
            size(l) > :two | true
            size(m) = :two | true
            size(ss) = :two | true
            size(b) > :two | true
            size(n) = :one | false
            attribute_exists(z) OR attribute_exists(n) AND attribute_exists(z) | false
            (attribute_exists(z) OR attribute_exists(n)) AND attribute_exists(s) | true
            NOT attribute_exists(z) AND attribute_exists(n) | true
            not (n = :five or s = :he) | false
            n=:five and(s=:hello) | true
            """)
    void aConditionHoldsOrNotAsDynamoDbSays(String condition, boolean holds) {
        assertThat(holds(condition)).isEqualTo(holds);
    }

    private static boolean holds(String condition) {
        Ask ask = Ask.withThings();
        ask.call("PutItem", "{TableName: 'things', Item: " + ITEM + "}");
        return ask.call("Scan", scan(condition)).get("Count").asInt() == 1;
    }

    /** A scan with that filter, and with the names and values that it uses. */
    private static ObjectNode scan(String filter) {
        ObjectNode scan = Ask.json("{TableName: 'things'}").put("FilterExpression", filter);
        Ask.json(VALUES).properties().stream()
                .filter(value -> filter.matches("(?s).*" + value.getKey() + "\\b.*"))
                .forEach(value ->
                        scan.withObjectProperty("ExpressionAttributeValues").set(value.getKey(), value.getValue()));
        if (filter.contains("#odd")) {
            scan.withObjectProperty("ExpressionAttributeNames").put("#odd", "odd.name");
        }
        if (filter.contains("#id")) {
            scan.withObjectProperty("ExpressionAttributeNames").put("#id", "id");
        }
        return scan;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            n = | Syntax error; token: "<EOF>", near: "="
            n := :one | Syntax error; token: ":", near: "n :="
            n = :one n | Syntax error; token: "n", near: ":one n"
            (n = :one | Syntax error; token: "<EOF>", near: ":one"
            n == :one | Syntax error; token: "=", near: "== :one"
            n = :one AND | Syntax error; token: "<EOF>", near: "AND"
            ((n = :one)) | The expression has redundant parentheses;
            frobnicate(n) | Invalid function name; function: frobnicate
            if_not_exists(n, :one) | Invalid function name; function: if_not_exists
            contains(n, :one) = :true | Syntax error; token: "=", near: ") = :true"
            n = contains(n, :one) | The function is not allowed to be used this way in an expression; function: contains
            size(n, s) > :one | Incorrect number of operands for operator or function; operator or function: size, number of operands: 2
            begins_with(s) | Incorrect number of operands for operator or function; operator or function: begins_with, number of operands: 1
            begins_with(s, :one) | Incorrect operand type for operator or function; operator or function: begins_with, operand type: N
            n < :true | Incorrect operand type for operator or function; operator or function: <, operand type: BOOL
            attribute_exists(:one) | Operator or function requires a document path; operator or function: attribute_exists
            attribute_type(n, :bad) | Invalid attribute type name found; type: Z, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}
            n = :gone | An expression attribute value used in expression is not defined; attribute value: :gone
            #gone = :one | An expression attribute name used in the document path is not defined; attribute name: #gone
            name = :one | Attribute name is a reserved keyword; reserved keyword: name
            n = n | The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [n]
            n BETWEEN :six AND :one | The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:6}, upper bound operand: AttributeValue: {N:1}
            n BETWEEN :one AND :hello | The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {N:1}, upper bound operand: AttributeValue: {S:hello}
            """)
    void aConditionThatCannotBeIsRefusedWithDynamoDbsWords(String condition, String complaint) {
        assertThatThrownBy(() -> holds(condition)).hasMessage("Invalid FilterExpression: " + complaint);
    }
}
