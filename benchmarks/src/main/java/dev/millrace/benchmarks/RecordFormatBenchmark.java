package dev.millrace.benchmarks;

import dev.millrace.record.AggregateBuilder;
import dev.millrace.record.Deaggregator;
import dev.millrace.record.HashKey;
import dev.millrace.record.OutgoingRecord;
import dev.millrace.record.SequenceNumber;
import dev.millrace.record.StreamRecord;
import dev.millrace.record.UserRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One aggregate of 51,200 bytes: hashing its keys, writing it, taking it apart. Times and allocation are an aggregate's. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class RecordFormatBenchmark {
    private static final long SEED = 20261123;
    private static final int TARGET_BYTES = 51_200;

    @Param({"100", "1024"})
    private int dataBytes;

    private List<UserRecord> records = List.of();
    private StreamRecord aggregate =
            StreamRecord.of("shard", new SequenceNumber("0"), Instant.EPOCH, "a", ByteBuffer.allocate(0));

    /** Keys of 20 characters, a thousand of them. */
    @Setup
    public void makeRecords() {
        Random random = new Random(SEED);
        records = IntStream.range(0, TARGET_BYTES / (dataBytes + 10))
                .mapToObj(i -> record(random))
                .toList();
        OutgoingRecord out = encode();
        aggregate = StreamRecord.of(
                "shardId-000000000000", new SequenceNumber("1"), Instant.EPOCH, out.partitionKey(), out.data());
    }

    private UserRecord record(Random random) {
        byte[] data = new byte[dataBytes];
        random.nextBytes(data);
        return UserRecord.of(String.format("user-%015d", random.nextInt(1_000)), data);
    }

    /** The keys' hashes, folded so that none is left out. */
    @Benchmark
    public long hashKeys() {
        long folded = 0;
        for (UserRecord record : records) {
            HashKey key = record.hashKey();
            folded ^= key.high() + key.low();
        }
        return folded;
    }

    @Benchmark
    public OutgoingRecord encode() {
        AggregateBuilder builder = new AggregateBuilder();
        records.forEach(builder::add);
        return builder.build();
    }

    @Benchmark
    public List<StreamRecord> decode() {
        return Deaggregator.deaggregate(aggregate);
    }
}
