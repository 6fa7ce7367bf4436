package dev.millrace.infra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

/**
 * Expected properties of a template's resources, as JSON in which {@code "arn of TYPE"} and {@code "ref to TYPE"} stand for the
 * template's one resource of that type, and {@code "absent"} for a property that must not be there.
 */
final class Expected {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Template template;

    Expected(Template template) {
        this.template = template;
    }

    Map<String, Object> properties(String json) {
        try {
            return object(JSON.readValue(json, new TypeReference<Map<String, Object>>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    private Map<String, Object> object(Map<?, ?> object) {
        return object.entrySet().stream()
                .collect(Collectors.toMap(entry -> (String) entry.getKey(), entry -> value(entry.getValue())));
    }

    private Object value(Object value) {
        if (value instanceof Map<?, ?> object) {
            return object(object);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::value).toList();
        }
        return value instanceof String text ? text(text) : value;
    }

    private Object text(String text) {
        if (text.startsWith("arn of ")) {
            return Map.of("Fn::GetAtt", List.of(idOf(text.substring(7)), "Arn"));
        }
        if (text.startsWith("ref to ")) {
            return Map.of("Ref", idOf(text.substring(7)));
        }
        return text.equals("absent") ? Match.absent() : text;
    }

    private String idOf(String type) {
        return template.findResources(type).keySet().iterator().next();
    }
}
