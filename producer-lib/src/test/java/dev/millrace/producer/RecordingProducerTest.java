package dev.millrace.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.record.UserRecord;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RecordingProducerTest {
    @Test
    void itKeepsWhatItIsGivenAndAcknowledgesAtOnce() {
        RecordingProducer producer = RecordingProducer.acknowledging();
        UserRecord record = UserRecord.of("k", "x");
        assertThat(producer.put(record)).isCompleted();
        assertThat(producer.records()).containsExactly(record);
        assertThat(producer.flush()).isCompleted();
    }

    @Test
    void heldRecordsFinishInOrderAsTheTestDecides() {
        RecordingProducer producer = RecordingProducer.holding();
        var first = producer.put(UserRecord.of("k", "1"));
        var second = producer.put(UserRecord.of("k", "2"));
        CompletableFuture<Void> flush = producer.flush();
        assertThat(producer.acknowledgeNext()).isTrue();
        assertThat(first).isCompleted();
        assertThat(flush).isNotDone();
        producer.failNext("no such stream");
        assertThatThrownBy(second::join).cause().isInstanceOf(DeliveryFailedException.class);
        assertThat(flush).isCompleted();
        assertThat(producer.acknowledgeNext()).isFalse();
        assertThat(producer.stats().userRecordsFailed()).isEqualTo(1);
    }

    @Test
    void aFullOneRefusesAndAClosedOneFailsWhatItHolds() {
        RecordingProducer producer = RecordingProducer.holding();
        var held = producer.put(UserRecord.of("k", "1"));
        producer.setFull(true);
        assertThatThrownBy(() -> producer.put(UserRecord.of("k", "2"))).isInstanceOf(BufferFullException.class);
        producer.close();
        assertThat(held).isCompletedExceptionally();
        assertThatThrownBy(() -> producer.put(UserRecord.of("k", "3"))).isInstanceOf(ProducerClosedException.class);
    }
}
