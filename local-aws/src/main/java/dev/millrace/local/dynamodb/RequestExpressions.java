package dev.millrace.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.local.dynamodb.expression.Condition;
import dev.millrace.local.dynamodb.expression.Expressions;
import dev.millrace.local.dynamodb.expression.Path;
import dev.millrace.local.dynamodb.expression.Placeholders;
import dev.millrace.local.dynamodb.expression.Projection;
import dev.millrace.local.dynamodb.expression.Update;
import dev.millrace.local.dynamodb.value.Invalid;
import dev.millrace.local.dynamodb.value.Value;
import dev.millrace.local.dynamodb.value.ValueReader;
import dev.millrace.local.server.AwsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The expressions of one request, or the legacy parameters in their place, as the same things parsed. Ask for every one that the
 * operation has, then call {@link #done}: names and values that none of them used are an error.
 */
final class RequestExpressions {
    private static final List<String> EXPRESSIONS = List.of(
            "ConditionExpression",
            "FilterExpression",
            "KeyConditionExpression",
            "ProjectionExpression",
            "UpdateExpression");
    private static final List<String> LEGACY = List.of(
            "AttributesToGet",
            "AttributeUpdates",
            "Expected",
            "KeyConditions",
            "QueryFilter",
            "ScanFilter",
            "ConditionalOperator");

    private final Request request;
    private final Placeholders placeholders;

    RequestExpressions(Request request) {
        this.request = request;
        refuseMixture();
        this.placeholders = new Placeholders(names(), values());
    }

    private void refuseMixture() {
        List<String> expressions = EXPRESSIONS.stream().filter(request::has).toList();
        List<String> legacy = LEGACY.stream().filter(request::has).toList();
        if (!expressions.isEmpty() && !legacy.isEmpty()) {
            throw Invalid.request("Can not use both expression and non-expression parameters in the same request:"
                    + " Non-expression parameters: {" + String.join(", ", legacy) + "} Expression parameters: {"
                    + String.join(", ", expressions) + "}");
        }
        for (String placeholder : List.of("ExpressionAttributeNames", "ExpressionAttributeValues")) {
            if (expressions.isEmpty() && request.has(placeholder)) {
                throw Invalid.request(placeholder + " can only be specified when using expressions");
            }
        }
    }

    private Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> name : members("ExpressionAttributeNames")) {
            if (!name.getKey().matches("#[A-Za-z0-9_]+")) {
                throw Invalid.request(
                        "ExpressionAttributeNames contains invalid key: Syntax error; key: \"" + name.getKey() + "\"");
            }
            names.put(name.getKey(), name.getValue().asText());
        }
        return names;
    }

    private Map<String, Value> values() {
        Map<String, Value> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> value : members("ExpressionAttributeValues")) {
            if (!value.getKey().matches(":[A-Za-z0-9_]+")) {
                throw Invalid.request("ExpressionAttributeValues contains invalid key: Syntax error; key: \""
                        + value.getKey() + "\"");
            }
            values.put(value.getKey(), value(value));
        }
        return values;
    }

    private static Value value(Map.Entry<String, JsonNode> entry) {
        try {
            return ValueReader.read(entry.getValue());
        } catch (AwsException e) {
            throw new AwsException(
                    e.status(),
                    e.type(),
                    "ExpressionAttributeValues contains invalid value: " + e.getMessage() + ", for key "
                            + entry.getKey());
        }
    }

    private Iterable<Map.Entry<String, JsonNode>> members(String member) {
        JsonNode node = request.get(member);
        if (node == null) {
            return List.of();
        }
        if (node.isEmpty()) {
            throw Invalid.request(member + " must not be empty");
        }
        return node.properties();
    }

    /** ConditionExpression or Expected; null where there is neither. */
    @Nullable
    Condition condition() {
        Condition condition = expression("ConditionExpression");
        return condition != null ? condition : LegacyConditions.expected(request);
    }

    /** FilterExpression or its legacy form: QueryFilter or ScanFilter. */
    @Nullable
    Condition filter(String legacy) {
        Condition filter = expression("FilterExpression");
        return filter != null ? filter : LegacyConditions.filter(request, legacy);
    }

    private @Nullable Condition expression(String kind) {
        String text = request.text(kind);
        return text == null ? null : Expressions.condition(kind, text, placeholders);
    }

    /** What a query asks of its key attributes, by attribute. */
    Map<String, Condition> keyConditions() {
        String text = request.text("KeyConditionExpression");
        if (text != null) {
            return Expressions.keyConditions(text, placeholders);
        }
        if (!request.has("KeyConditions")) {
            throw Invalid.request(
                    "Either the KeyConditions or KeyConditionExpression parameter must be specified in the"
                            + " request.");
        }
        return LegacyConditions.byAttribute(request.requiredObject("KeyConditions"));
    }

    /** ProjectionExpression or AttributesToGet; null for all attributes. */
    @Nullable
    Projection projection() {
        String text = request.text("ProjectionExpression");
        if (text != null) {
            return Expressions.projection(text, placeholders);
        }
        JsonNode names = request.get("AttributesToGet");
        if (names == null) {
            return null;
        }
        List<Path> paths = new ArrayList<>();
        names.forEach(name -> paths.add(Path.of(name.asText())));
        if (paths.stream().distinct().count() < paths.size()) {
            throw Invalid.parameters("Duplicate value in attribute name: " + names);
        }
        return new Projection(paths);
    }

    /** UpdateExpression or AttributeUpdates; an update without actions where there is neither. */
    Update update() {
        String text = request.text("UpdateExpression");
        return text != null ? Expressions.update(text, placeholders) : LegacyUpdates.of(request);
    }

    void done() {
        Expressions.refuseUnused(placeholders);
    }
}
