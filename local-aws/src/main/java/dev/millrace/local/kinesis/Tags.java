package dev.millrace.local.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The tags of a stream or consumer. Thread-safe. */
final class Tags {
    private static final int MAX = 50;
    private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

    private final NavigableMap<String, String> byKey = new TreeMap<>();

    synchronized void add(JsonNode tags) {
        NavigableMap<String, String> all = new TreeMap<>(byKey);
        for (Map.Entry<String, JsonNode> tag : tags.properties()) {
            requireAllowed(tag.getKey());
            requireAllowed(tag.getValue().asText());
            all.put(tag.getKey(), tag.getValue().asText());
        }
        if (all.size() > MAX) {
            throw KinesisErrors.invalidArgument(
                    "A resource cannot have more than " + MAX + " tags; with these it would have " + all.size() + ".");
        }
        byKey.putAll(all);
    }

    private static void requireAllowed(String text) {
        if (!ALLOWED.matcher(text).matches()) {
            throw KinesisErrors.invalidArgument("Some tags contain invalid characters, as '" + text
                    + "' does. Valid characters: Unicode letters, digits, white space, _ . / = + - : @.");
        }
    }

    synchronized void remove(JsonNode keys) {
        keys.forEach(key -> byKey.remove(key.asText()));
    }

    /** The tags after a key, at most so many, as the API shows them. */
    synchronized ArrayNode after(String key, int limit) {
        ArrayNode json = Json.array();
        byKey.tailMap(key, false).entrySet().stream()
                .limit(limit)
                .forEach(tag -> json.addObject().put("Key", tag.getKey()).put("Value", tag.getValue()));
        return json;
    }

    synchronized boolean hasAfter(String key) {
        return byKey.higherKey(key) != null;
    }
}
