package dev.millrace.local.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.server.AwsCall;
import dev.millrace.local.server.AwsException;
import dev.millrace.local.server.Encoding;
import dev.millrace.local.server.HttpAnswer;
import dev.millrace.local.server.HttpAsk;
import dev.millrace.local.server.WireFormat;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lambda's REST API: the operation is the method and the path, the input the path, the query and a JSON body. */
final class LambdaRestFormat implements WireFormat {
    private static final String VERSION = "/2015-03-31/";
    private static final String MAPPINGS = VERSION + "event-source-mappings";

    @Override
    public @Nullable Target read(HttpAsk ask) {
        if (!ask.path().startsWith(VERSION)) {
            return null;
        }
        ObjectNode input = Encoding.JSON_1_1.read(ask.body());
        ask.query().forEach((name, values) -> input.put(name, values.get(0)));
        return new Target(LambdaService.TARGET, new AwsCall(operation(ask, input), input, ask.headers()));
    }

    private static String operation(HttpAsk ask, ObjectNode input) {
        if (!ask.path().startsWith(MAPPINGS)) {
            return ask.method() + " " + ask.path();
        }
        String id = ask.path().substring(MAPPINGS.length()).replace("/", "");
        if (!id.isEmpty()) {
            input.put("UUID", id);
        }
        return switch (ask.method()) {
            case "POST" -> "CreateEventSourceMapping";
            case "GET" -> id.isEmpty() ? "ListEventSourceMappings" : "GetEventSourceMapping";
            case "PUT" -> "UpdateEventSourceMapping";
            case "DELETE" -> "DeleteEventSourceMapping";
            default -> ask.method() + " " + ask.path();
        };
    }

    @Override
    public HttpAnswer answer(HttpAsk ask, AwsCall call, ObjectNode body) {
        return json(ask.method().equals("GET") ? 200 : 202, Map.of(), body);
    }

    @Override
    public HttpAnswer error(HttpAsk ask, AwsException error) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("Type", error.status() < 500 ? "User" : "Service");
        body.put("Message", error.getMessage());
        return json(error.status(), Map.of("x-amzn-errortype", error.type()), body);
    }

    private static HttpAnswer json(int status, Map<String, String> headers, ObjectNode body) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("content-type", "application/json");
        return new HttpAnswer(status, all, Encoding.JSON_1_1.write(body));
    }
}
