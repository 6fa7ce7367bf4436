package dev.millrace.producer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.local.LocalAws;
import dev.millrace.record.StreamRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** The producer over HTTP against the stand-in. */
class LocalAwsTest {
    private static LocalAws aws;
    private static KinesisAsyncClient client;

    @BeforeAll
    static void start() {
        aws = LocalAws.builder().limits(false).start();
        client = LocalStream.client(aws);
    }

    @AfterAll
    static void stop() {
        client.close();
        aws.close();
    }

    @Test
    void everyFutureNamesThePlaceWhereTheStreamHoldsItsRecord() {
        LocalStream stream = new LocalStream(client, "places", 4);
        List<CompletableFuture<PutResult>> results = new ArrayList<>();
        try (Producer producer = Producer.builder(stream.name()).client(client).build()) {
            for (int i = 0; i < 10_000; i++) {
                results.add(producer.put("key-" + i % 100, ("record " + i).getBytes(StandardCharsets.UTF_8)));
            }
            producer.flush().join();
            assertThat(results).allMatch(CompletableFuture::isDone);
            assertThat(producer.stats().aggregationFactor()).isGreaterThan(100);
        }
        List<StreamRecord> found = stream.userRecords();
        assertThat(found).hasSize(10_000);
        for (StreamRecord record : found) {
            int number = Integer.parseInt(Rig.text(record.userRecord()).substring("record ".length()));
            PutResult result = results.get(number).join();
            assertThat(result.shardId()).isEqualTo(record.shardId());
            assertThat(result.position()).isEqualTo(record.position());
            assertThat(result.attempts()).isEqualTo(1);
        }
    }
}
