package dev.millrace.local.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The AWS query protocol of one service, told from others by its API version: forms in, XML out. In the tree it makes, all scalars
 * are texts and times are ISO 8601: the service reads both spellings.
 */
public final class QueryFormat implements WireFormat {
    private final String service;
    private final String version;
    private final String namespace;

    /**
     * @param service the service's {@link AwsService#targetPrefix()}
     * @param version its API version, such as {@code 2010-08-01}
     * @param namespace the XML namespace of its answers
     */
    public QueryFormat(String service, String version, String namespace) {
        this.service = service;
        this.version = version;
        this.namespace = namespace;
    }

    @Override
    public @Nullable Target read(HttpAsk ask) {
        if (!ask.header("content-type").startsWith("application/x-www-form-urlencoded")) {
            return null;
        }
        Map<String, String> form = form(new String(ask.body(), StandardCharsets.UTF_8));
        String operation = form.remove("Action");
        if (operation == null || !version.equals(form.remove("Version"))) {
            return null;
        }
        return new Target(service, new AwsCall(operation, tree(form), ask.headers()));
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new TreeMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return form;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw AwsException.badRequest("MalformedQueryString", "Could not decode the form: " + e.getMessage());
        }
    }

    /** {@code A.member.2.B=x} becomes the second element of the list A with a member B. */
    private static ObjectNode tree(Map<String, String> form) {
        Map<String, Object> root = new TreeMap<>();
        form.forEach((key, value) -> put(root, key.split("\\.", -1), value));
        if (node(root) instanceof ObjectNode tree) {
            return tree;
        }
        throw AwsException.badRequest("MalformedQueryString", "Could not read the form: it is a list, with no name");
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> root, String[] path, String value) {
        Map<String, Object> at = root;
        for (int i = 0; i < path.length - 1; i++) {
            Object child = at.computeIfAbsent(path[i], key -> new TreeMap<String, Object>());
            if (!(child instanceof Map)) {
                throw AwsException.badRequest("MalformedQueryString", "Could not read the form at " + path[i]);
            }
            at = (Map<String, Object>) child;
        }
        at.put(path[path.length - 1], value);
    }

    private static JsonNode node(Object value) {
        if (!(value instanceof Map<?, ?> members)) {
            return JsonNodeFactory.instance.textNode((String) value);
        }
        if (members.get("member") instanceof Map<?, ?> elements) {
            TreeMap<Integer, Object> inOrder = new TreeMap<>();
            elements.forEach((index, element) -> inOrder.put(index((String) index), element));
            return JsonNodeFactory.instance
                    .arrayNode()
                    .addAll(inOrder.values().stream().map(QueryFormat::node).toList());
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        members.forEach((name, member) -> object.set((String) name, node(member)));
        return object;
    }

    private static int index(String text) {
        if (!text.matches("\\d{1,6}")) {
            throw AwsException.badRequest("MalformedQueryString", "member." + text + ": a list index must be a number");
        }
        return Integer.parseInt(text);
    }

    @Override
    public HttpAnswer answer(HttpAsk ask, AwsCall call, ObjectNode body) {
        String operation = call.operation();
        StringBuilder xml = new StringBuilder("<" + operation + "Response xmlns=\"" + namespace + "\">");
        element(xml, operation + "Result", body);
        xml.append("<ResponseMetadata><RequestId>local</RequestId></ResponseMetadata>");
        return xml(200, xml.append("</" + operation + "Response>"));
    }

    @Override
    public HttpAnswer error(HttpAsk ask, AwsException error) {
        StringBuilder xml = new StringBuilder("<ErrorResponse xmlns=\"" + namespace + "\"><Error>");
        element(xml, "Type", JsonNodeFactory.instance.textNode(error.status() < 500 ? "Sender" : "Receiver"));
        element(
                xml,
                "Code",
                JsonNodeFactory.instance.textNode(error.queryCode() == null ? error.type() : error.queryCode()));
        element(xml, "Message", JsonNodeFactory.instance.textNode(String.valueOf(error.getMessage())));
        return xml(error.status(), xml.append("</Error><RequestId>local</RequestId></ErrorResponse>"));
    }

    private static HttpAnswer xml(int status, StringBuilder xml) {
        return new HttpAnswer(
                status, Map.of("content-type", "text/xml"), xml.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void element(StringBuilder xml, String name, JsonNode node) {
        xml.append('<').append(name).append('>');
        if (node.isObject()) {
            node.properties().forEach(member -> element(xml, member.getKey(), member.getValue()));
        } else if (node.isArray()) {
            node.forEach(member -> element(xml, "member", member));
        } else {
            xml.append(escaped(node instanceof POJONode pojo ? String.valueOf(pojo.getPojo()) : node.asText()));
        }
        xml.append("</").append(name).append('>');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
