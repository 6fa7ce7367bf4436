package dev.millrace.producer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.record.UserRecord;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.kinesis.model.KinesisException;

class FailuresTest {
    @Test
    void anAnswerWithoutAnErrorCodeAsAProxyGivesItIsRetriedAndNamedByItsStatus() {
        Throwable fromAProxy = new CompletionException(KinesisException.builder()
                .statusCode(503)
                .awsErrorDetails(AwsErrorDetails.builder().build())
                .build());
        assertThat(Failures.codeOf(fromAProxy)).isEqualTo("HTTP 503");
        assertThat(Failures.kindOf(Failures.codeOf(fromAProxy))).isEqualTo(Failures.Kind.RETRYABLE);
    }

    @Test
    void anAggregateIsNeverLargerThanTheLargestRecord() {
        ProducerSettings settings = ProducerSettings.builder()
                .recordBytes(30_000)
                .aggregateBytes(50_000)
                .build();
        assertThat(settings.aggregateBytes).isEqualTo(30_000);
    }

    @Test
    void whatALoopThatBrokeHadDrainedButNotTakenOnIsDrainedAgainOldestFirst() {
        Inbox inbox = new Inbox();
        inbox.add(new Pending(UserRecord.of("a", "taken on"), 8));
        inbox.add(new Pending(UserRecord.of("a", "left"), 4));
        inbox.drain().poll();
        inbox.add(new Pending(UserRecord.of("a", "newer"), 5));
        assertThat(inbox.drainAll())
                .extracting(
                        pending -> new String(pending.record.toByteArray(), java.nio.charset.StandardCharsets.UTF_8))
                .containsExactly("left", "newer");
        assertThat(inbox.drainAll()).isEmpty();
    }
}
