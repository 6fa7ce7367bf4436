package dev.millrace.local.server;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;

/** How a protocol spells an instant; inside the stand-in it is a number of epoch seconds on the way in, an Instant on the way out. */
enum Timestamps {
    /** A plain number of seconds with decimals. */
    SECONDS {
        @Override
        void write(JsonGenerator out, Instant instant) throws IOException {
            out.writeNumber(new BigDecimal(instant.toEpochMilli()).movePointLeft(3));
        }
    },
    /** CBOR's tag 1 over milliseconds: Kinesis's own reading of the tag. */
    TAGGED_MILLIS {
        @Override
        JsonNode read(JsonNode tagged) {
            return DecimalNode.valueOf(tagged.decimalValue().movePointLeft(3));
        }

        @Override
        void write(JsonGenerator out, Instant instant) throws IOException {
            ((CBORGenerator) out).writeTag(EPOCH_TAG);
            out.writeNumber(instant.toEpochMilli());
        }
    },
    /** CBOR's tag 1 over seconds, as RFC 8949 and Smithy have it. */
    TAGGED_SECONDS {
        @Override
        void write(JsonGenerator out, Instant instant) throws IOException {
            ((CBORGenerator) out).writeTag(EPOCH_TAG);
            out.writeNumber(instant.toEpochMilli() / 1000.0);
        }
    };

    static final int EPOCH_TAG = 1;

    /** A number that carried the epoch tag, as epoch seconds. */
    JsonNode read(JsonNode tagged) {
        return tagged;
    }

    abstract void write(JsonGenerator out, Instant instant) throws IOException;
}
