package dev.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MemoryBoundTest {
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void beyondTheBoundTheOldestRecordsGoAndTheNewestStay() {
        TurnableClock clock = TurnableClock.at(Instant.parse("2026-03-01T12:00:00Z"));
        try (LocalAws aws = LocalAws.builder()
                .limits(false)
                .clock(clock)
                .maxStoredBytes(5_500)
                .start()) {
            RawKinesis kinesis = new RawKinesis(aws.endpoint());
            kinesis.create("s", 1);
            for (int i = 0; i < 10; i++) {
                kinesis.put("s", "k", i + "x".repeat(998));
            }
            clock.advance(Duration.ofSeconds(1));

            String iterator = kinesis.iterator("s", 0, "TRIM_HORIZON");
            JsonNode records = kinesis.records(iterator);
            while (records.path("Records").size() == 10) {
                records = kinesis.records(iterator);
            }

            assertThat(RawKinesis.texts(records)).hasSize(5).first().asString().startsWith("5");
        }
    }
}
