package dev.millrace.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** TagResource, UntagResource and ListTagsOfResource. */
final class Tags {
    private final Tables tables;

    Tags(Tables tables) {
        this.tables = tables;
    }

    static void add(Table table, @Nullable JsonNode tags) {
        if (tags != null) {
            tags.forEach(tag -> table.settings()
                    .tags
                    .put(tag.path("Key").asText(), tag.path("Value").asText()));
        }
    }

    ObjectNode tag(Request request) {
        add(tables.described(request.requiredText("ResourceArn")), request.required("Tags"));
        return JsonNodeFactory.instance.objectNode();
    }

    ObjectNode untag(Request request) {
        Table table = tables.described(request.requiredText("ResourceArn"));
        request.required("TagKeys").forEach(key -> table.settings().tags.remove(key.asText()));
        return JsonNodeFactory.instance.objectNode();
    }

    ObjectNode list(Request request) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode tags = answer.putArray("Tags");
        tables.described(request.requiredText("ResourceArn"))
                .settings()
                .tags
                .forEach((key, value) -> tags.addObject().put("Key", key).put("Value", value));
        return answer;
    }
}
