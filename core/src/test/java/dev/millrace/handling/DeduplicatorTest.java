package dev.millrace.handling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.millrace.record.SequenceNumber;
import dev.millrace.record.StreamRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeduplicatorTest {
    private final List<String> handled = new ArrayList<>();
    private final RecordHandler<String> handler = (value, context) -> handled.add(value);

    @Test
    void aRecordThatTheStreamDeliversTwiceIsHandledOnce() throws Exception {
        Deduplicator<String> once = Deduplicator.byPosition(10, handler);
        once.handle("a", at("clicks", 1));
        once.handle("a", at("clicks", 1));
        once.handle("a", at("clicks", 2));
        once.handle("a", at("orders", 1));
        assertThat(handled).hasSize(3);
    }

    @Test
    void aValueThatWasPutTwiceIsHandledOnceAsLongAsItIsRemembered() throws Exception {
        Deduplicator<String> once = Deduplicator.by(value -> value, 2, handler);
        once.handle("a", at("clicks", 1));
        once.handle("a", at("clicks", 2));
        once.handle("b", at("clicks", 3));
        once.handle("c", at("clicks", 4));
        once.handle("a", at("clicks", 5));
        assertThat(handled).containsExactly("a", "b", "c", "a");
    }

    @Test
    void whatFailedIsTriedAgain() throws Exception {
        Deduplicator<String> once = Deduplicator.byPosition(10, (value, context) -> {
            handled.add(value);
            if (handled.size() == 1) {
                throw new IllegalStateException("not yet");
            }
        });
        assertThatIllegalStateException().isThrownBy(() -> once.handle("a", at("clicks", 1)));
        once.handle("a", at("clicks", 1));
        assertThat(handled).containsExactly("a", "a");
    }

    @Test
    void rememberingNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Deduplicator.byPosition(0, handler))
                .withMessageContaining("remembered 0");
    }

    private static RecordContext at(String stream, int sequence) {
        StreamRecord record = StreamRecord.of(
                "shardId-000000000000",
                new SequenceNumber("" + sequence),
                Instant.EPOCH,
                "key",
                ByteBuffer.allocate(0));
        return new RecordContext(stream, record, 1);
    }
}
