package dev.millrace.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.record.Codec;
import dev.millrace.record.UserRecord;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class ProducerSubscriberTest {
    private final RecordingProducer producer = RecordingProducer.holding();
    private final ProducerSubscriber subscriber = new ProducerSubscriber(producer, 2);
    private long requested;
    private boolean cancelled;

    private void subscribe() {
        subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {
                requested += n;
            }

            @Override
            public void cancel() {
                cancelled = true;
            }
        });
    }

    @Test
    void itAsksForAsMuchAsIsAcknowledgedAndIsDoneWhenAllIs() {
        subscribe();
        assertThat(requested).isEqualTo(2);
        subscriber.onNext(UserRecord.of("k", "1"));
        subscriber.onNext(UserRecord.of("k", "2"));
        assertThat(requested).isEqualTo(2);
        producer.acknowledgeNext();
        assertThat(requested).isEqualTo(3);
        subscriber.onComplete();
        assertThat(subscriber.done()).isNotDone();
        producer.acknowledgeNext();
        assertThat(subscriber.done()).isCompleted();
        assertThat(cancelled).isFalse();
    }

    @Test
    void aRecordThatFailsOrIsNotAcceptedCancels() {
        subscribe();
        subscriber.onNext(UserRecord.of("k", "1"));
        producer.failNext("no such stream");
        assertThat(cancelled).isTrue();
        assertThatThrownBy(subscriber.done()::join).hasRootCauseInstanceOf(DeliveryFailedException.class);
        cancelled = false;
        producer.setFull(true);
        subscriber.onNext(UserRecord.of("k", "2"));
        assertThat(cancelled).isTrue();
    }

    @Test
    void aTypedProducerEncodesAndPicksTheKey() {
        TypedProducer<String> typed = TypedProducer.of(producer, Codec.utf8(), line -> line.substring(0, 1));
        typed.put("abc");
        assertThat(producer.records()).containsExactly(UserRecord.of("a", "abc"));
    }
}
