package dev.millrace.local.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Smithy's RPC v2 over CBOR: service and operation in the path. */
final class RpcV2CborFormat implements WireFormat {
    private static final Pattern PATH = Pattern.compile("/service/([^/]+)/operation/([^/]+)");
    private static final Map<String, String> HEADERS =
            Map.of("content-type", Encoding.RPC_V2_CBOR.contentType(), "smithy-protocol", "rpc-v2-cbor");

    @Override
    public @Nullable Target read(HttpAsk ask) {
        Matcher path = PATH.matcher(ask.path());
        if (!path.matches()) {
            return null;
        }
        ObjectNode input = Encoding.RPC_V2_CBOR.read(ask.body());
        return new Target(path.group(1), new AwsCall(path.group(2), input, ask.headers()));
    }

    @Override
    public HttpAnswer answer(HttpAsk ask, AwsCall call, ObjectNode body) {
        return new HttpAnswer(200, HEADERS, Encoding.RPC_V2_CBOR.write(body));
    }

    @Override
    public HttpAnswer error(HttpAsk ask, AwsException error) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("__type", error.type());
        body.put("message", error.getMessage());
        body.setAll(error.members());
        return new HttpAnswer(error.status(), headers(error), Encoding.RPC_V2_CBOR.write(body));
    }

    /** Services that once spoke the query protocol tell its error code in a header: Python's SDK goes by it. */
    private static Map<String, String> headers(AwsException error) {
        Map<String, String> headers = new HashMap<>(HEADERS);
        if (error.queryCode() != null) {
            headers.put("x-amzn-query-error", error.queryCode() + (error.status() < 500 ? ";Sender" : ";Receiver"));
        }
        return headers;
    }
}
