package dev.millrace.local.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * One way in which clients spell operations over HTTP. The front asks its formats in turn and the first that knows the request
 * takes it. Formats are stateless and thread-safe.
 */
public interface WireFormat {
    /**
     * The call that this request makes, or null if it is not of this format.
     *
     * @throws AwsException if it is, but cannot be read
     */
    @Nullable
    Target read(HttpAsk ask);

    HttpAnswer answer(HttpAsk ask, AwsCall call, ObjectNode body);

    /** The error's answer; asked also when {@link #read} threw it. */
    HttpAnswer error(HttpAsk ask, AwsException error);

    /** How documents inside an event stream are encoded. */
    default Encoding events(HttpAsk ask) {
        return Encoding.JSON_1_1;
    }

    /** Whose call it is, by {@link AwsService#targetPrefix()}. */
    record Target(String service, AwsCall call) {}
}
