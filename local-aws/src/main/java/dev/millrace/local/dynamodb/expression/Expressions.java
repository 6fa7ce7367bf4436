package dev.millrace.local.dynamodb.expression;

import dev.millrace.local.dynamodb.value.Invalid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Parses expressions. What cannot be parsed or could never be right is refused with DynamoDB's own message, a
 * ValidationException. {@code kind} is the request member that held the expression, such as {@code FilterExpression}.
 */
public final class Expressions {
    private Expressions() {}

    public static Condition condition(String kind, String text, Placeholders placeholders) {
        return parse(kind, text, placeholders, tokens -> new ConditionParser(tokens).parse());
    }

    /** The conditions of a KeyConditionExpression by the attribute they are about. */
    public static Map<String, Condition> keyConditions(String text, Placeholders placeholders) {
        return parse(
                "KeyConditionExpression",
                text,
                placeholders,
                tokens -> KeyConditions.byAttribute(tokens, new ConditionParser(tokens).parse()));
    }

    public static Update update(String text, Placeholders placeholders) {
        return parse("UpdateExpression", text, placeholders, tokens -> new UpdateParser(tokens).parse());
    }

    public static Projection projection(String text, Placeholders placeholders) {
        return parse("ProjectionExpression", text, placeholders, Expressions::paths);
    }

    private static Projection paths(Tokens tokens) {
        List<Path> paths = new ArrayList<>();
        do {
            paths.add(tokens.path());
        } while (tokens.takeSymbol(","));
        tokens.expectEnd();
        PathOverlap.refuse(tokens, paths);
        return new Projection(paths);
    }

    private static <T> T parse(String kind, String text, Placeholders placeholders, Function<Tokens, T> parser) {
        return parser.apply(new Tokens(kind, text, placeholders));
    }

    /** Refuses names and values that none of the request's expressions used. Call once all are parsed. */
    public static void refuseUnused(Placeholders placeholders) {
        if (!placeholders.unusedNames().isEmpty()) {
            throw unused("ExpressionAttributeNames", placeholders.unusedNames());
        }
        if (!placeholders.unusedValues().isEmpty()) {
            throw unused("ExpressionAttributeValues", placeholders.unusedValues());
        }
    }

    private static RuntimeException unused(String member, Iterable<String> keys) {
        return Invalid.request(
                "Value provided in " + member + " unused in expressions: keys: {" + String.join(", ", keys) + "}");
    }
}
