package dev.millrace.local.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** AWS JSON 1.0 and 1.1 and its CBOR twin: the operation in {@code X-Amz-Target}, the document in the body. */
final class TargetFormat implements WireFormat {
    @Override
    public @Nullable Target read(HttpAsk ask) {
        String target = ask.header("x-amz-target");
        int dot = target.lastIndexOf('.');
        if (dot < 0) {
            return null;
        }
        ObjectNode input = encoding(ask).read(ask.body());
        return new Target(target.substring(0, dot), new AwsCall(target.substring(dot + 1), input, ask.headers()));
    }

    @Override
    public HttpAnswer answer(HttpAsk ask, AwsCall call, ObjectNode body) {
        Encoding encoding = encoding(ask);
        return new HttpAnswer(200, Map.of("content-type", encoding.contentType()), encoding.write(body));
    }

    @Override
    public HttpAnswer error(HttpAsk ask, AwsException error) {
        Encoding encoding = encoding(ask);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("__type", error.type());
        body.put("message", error.getMessage());
        body.setAll(error.members());
        Map<String, String> headers = Map.of("content-type", encoding.contentType(), "x-amzn-errortype", error.type());
        return new HttpAnswer(error.status(), headers, encoding.write(body));
    }

    @Override
    public Encoding events(HttpAsk ask) {
        return encoding(ask);
    }

    private static Encoding encoding(HttpAsk ask) {
        String type = ask.header("content-type");
        if (type.startsWith(Encoding.CBOR_1_1.contentType())) {
            return Encoding.CBOR_1_1;
        }
        return type.startsWith(Encoding.JSON_1_0.contentType()) ? Encoding.JSON_1_0 : Encoding.JSON_1_1;
    }
}
