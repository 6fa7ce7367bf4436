package dev.millrace.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.record.SequenceNumber;
import dev.millrace.record.StreamPosition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrivalFileTest {
    @TempDir
    Path directory;

    @Test
    void theTailSeesWhatWasAppendedSinceAndLeavesAHalfWrittenLineForTheNextLook() throws Exception {
        Path file = Files.createFile(directory.resolve("arrivals"));
        ArrivalFile.Writer writer = new ArrivalFile.Writer(file);
        try (ArrivalFile.Tail tail = new ArrivalFile.Tail(file)) {
            assertThat(tail.arrivals()).isEmpty();
            writer.append(arrival(1));
            assertThat(tail.arrivals()).containsExactly(arrival(1));
            String line = arrival(2).toLine();
            Files.writeString(file, line.substring(0, 30), StandardOpenOption.APPEND);
            assertThat(tail.arrivals()).containsExactly(arrival(1));
            Files.writeString(file, line.substring(30) + "\n", StandardOpenOption.APPEND);
            assertThat(tail.arrivals()).containsExactly(arrival(1), arrival(2));
        }
    }

    private static Arrival arrival(int number) {
        StreamPosition position = new StreamPosition(new SequenceNumber("" + number), 0);
        return new Arrival("shardId-000000000000", position, "digest=", Instant.ofEpochMilli(number), number);
    }
}
