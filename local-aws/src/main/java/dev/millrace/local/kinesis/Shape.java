package dev.millrace.local.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.server.AwsException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What the API model says of a member. Checking throws SerializationException for a wrong type and notes broken constraints. */
sealed interface Shape {
    void check(String path, JsonNode value, Violations violations);

    record Text(
            int min,
            int max,
            @org.jspecify.annotations.Nullable Pattern pattern,
            List<String> values) implements Shape {
        @Override
        public void check(String path, JsonNode value, Violations violations) {
            Types.require(value.isTextual(), value, "String");
            String text = value.textValue();
            int length = text.codePointCount(0, text.length());
            violations.length(path, text, length, min, max);
            if (pattern != null && !pattern.matcher(text).matches()) {
                violations.add(path, text, "Member must satisfy regular expression pattern: " + pattern);
            }
            if (!values.isEmpty() && !values.contains(text)) {
                violations.add(path, text, "Member must satisfy enum value set: [" + String.join(", ", values) + "]");
            }
        }
    }

    record Whole(long min, long max) implements Shape {
        @Override
        public void check(String path, JsonNode value, Violations violations) {
            Types.require(value.isNumber(), value, "Integer");
            violations.range(path, value.longValue(), min, max);
        }
    }

    record Flag() implements Shape {
        @Override
        public void check(String path, JsonNode value, Violations violations) {
            Types.require(value.isBoolean(), value, "Boolean");
        }
    }

    record Time() implements Shape {
        @Override
        public void check(String path, JsonNode value, Violations violations) {
            Types.require(value.isNumber(), value, "Timestamp");
        }
    }

    record Blob(int max) implements Shape {
        @Override
        public void check(String path, JsonNode value, Violations violations) {
            int length = ((BinaryNode) value).binaryValue().length;
            if (length > max) {
                violations.length(
                        path, "java.nio.HeapByteBuffer[pos=0 lim=" + length + " cap=" + length + "]", length, 0, max);
            }
        }

        /** Base64 text decoded, once. */
        static BinaryNode decode(JsonNode value) {
            Types.require(value.isTextual() || value.isBinary(), value, "Blob");
            try {
                return value instanceof BinaryNode binary ? binary : BinaryNode.valueOf(value.binaryValue());
            } catch (IOException e) {
                throw AwsException.serialization(
                        "'" + value.textValue() + "' can not be converted to a Blob: " + e.getMessage());
            }
        }
    }

    record ListOf(Shape member, int min, int max) implements Shape {
        @Override
        public void check(String path, JsonNode value, Violations violations) {
            if (!(value instanceof ArrayNode list)) {
                throw Types.mismatch(value, "List");
            }
            violations.length(path, list, list.size(), min, max);
            for (int i = 0; i < list.size(); i++) {
                member.check(path + "." + (i + 1) + ".member", list.get(i), violations);
            }
        }
    }

    record MapOf(Text key, Text value, int min, int max) implements Shape {
        @Override
        public void check(String path, JsonNode given, Violations violations) {
            if (!(given instanceof ObjectNode map)) {
                throw Types.mismatch(given, "Map");
            }
            violations.length(path, map, map.size(), min, max);
            for (Map.Entry<String, JsonNode> entry : map.properties()) {
                key.check(path + ".key", map.textNode(entry.getKey()), violations);
                value.check(path + "." + entry.getKey() + ".member", entry.getValue(), violations);
            }
        }
    }

    record Structure(Map<String, Member> members) implements Shape {
        @Override
        public void check(String path, JsonNode value, Violations violations) {
            if (!(value instanceof ObjectNode structure)) {
                throw Types.mismatch(value, "Structure");
            }
            members.forEach((name, member) -> check(path, name, member, structure, violations));
        }

        private static void check(String path, String name, Member member, ObjectNode of, Violations violations) {
            JsonNode value = of.path(name);
            String lower = Character.toLowerCase(name.charAt(0)) + name.substring(1);
            String memberPath = path.isEmpty() ? lower : path + "." + lower;
            if (value.isMissingNode() || value.isNull()) {
                violations.missing(memberPath, member.required());
                return;
            }
            if (member.shape() instanceof Blob) {
                value = Blob.decode(value);
                of.set(name, value);
            }
            member.shape().check(memberPath, value, violations);
        }

        Structure with(String name, Shape shape) {
            return with(name, new Member(shape, false));
        }

        Structure withRequired(String name, Shape shape) {
            return with(name, new Member(shape, true));
        }

        private Structure with(String name, Member member) {
            Map<String, Member> all = new LinkedHashMap<>(members);
            all.put(name, member);
            return new Structure(all);
        }
    }

    record Member(Shape shape, boolean required) {}
}
