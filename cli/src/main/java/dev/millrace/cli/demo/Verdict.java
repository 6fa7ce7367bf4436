package dev.millrace.cli.demo;

import dev.millrace.record.StreamPosition;
import dev.millrace.replay.Replay;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

/** What was put, handled, checkpointed and replayed, compared with each other. */
final class Verdict {
    private static final String SHARD_END = "SHARD_END";

    private final DemoStack stack;
    private final LineBook book;
    private final List<Arrival> consumed;
    private final List<Arrival> byLambda;
    private final Map<String, String> checkpoints;

    Verdict(DemoStack stack, LineBook book, ConsumerSide consumer, List<Arrival> byLambda) {
        this.stack = stack;
        this.book = book;
        this.consumed = consumer.arrivals();
        this.byLambda = byLambda;
        this.checkpoints = new TreeMap<>(consumer.checkpoints());
    }

    DemoReport report(long startedNanos) {
        Tally consumer = Tally.of(book, consumed);
        Tally lambda = Tally.of(book, byLambda);
        DemoReport.Replayed replayed = replay();
        int kinesisRecords = kinesisRecords();
        return new DemoReport(
                DemoStack.STREAM,
                stack.shards(),
                book.size(),
                kinesisRecords,
                Math.round(10.0 * book.size() / Math.max(1, kinesisRecords)) / 10.0,
                consumer,
                lambda,
                replayed,
                DemoReport.Latency.ofNanos(latencies()),
                checkpoints,
                Math.round((System.nanoTime() - startedNanos) / 1e8) / 10.0,
                consumer.complete(book)
                        && lambda.complete(book)
                        && noPlaceTwice(consumed)
                        && noPlaceTwice(byLambda)
                        && replayed.complete()
                        && checkpointsAreLast());
    }

    /** A Kinesis record is a place in a shard, whatever number of user records it holds. */
    private int kinesisRecords() {
        return (int) consumed.stream()
                .map(arrival -> Map.entry(arrival.shardId(), arrival.position().sequenceNumber()))
                .distinct()
                .count();
    }

    private long[] latencies() {
        return consumed.stream().flatMapToLong(this::latency).toArray();
    }

    private LongStream latency(Arrival arrival) {
        Integer line = book.lineOf(arrival);
        return line == null ? LongStream.empty() : LongStream.of(arrival.handledNanos() - book.putNanos(line));
    }

    private DemoReport.Replayed replay() {
        Instant from = consumed.stream()
                .map(Arrival::arrived)
                .sorted()
                .skip(consumed.size() / 2)
                .findFirst()
                .orElse(Instant.EPOCH);
        int expected = (int) consumed.stream()
                .filter(arrival -> !arrival.arrived().isBefore(from))
                .count();
        return new DemoReport.Replayed(from, expected, replayed(from));
    }

    /**
     * Nothing fails here, so nothing may be delivered again. A line may still lie in the stream twice: a reshard under a request
     * makes the producer write an aggregate again, which is no fault of the consumers'.
     */
    private static boolean noPlaceTwice(List<Arrival> arrivals) {
        return arrivals.stream()
                        .map(arrival -> arrival.shardId() + arrival.position())
                        .distinct()
                        .count()
                == arrivals.size();
    }

    /** Each shard's checkpoint is the last position handled there, or its end; a shard without records may have any. */
    private boolean checkpointsAreLast() {
        Map<String, StreamPosition> last = new HashMap<>();
        consumed.forEach(
                arrival -> last.merge(arrival.shardId(), arrival.position(), (a, b) -> a.compareTo(b) > 0 ? a : b));
        return last.entrySet().stream().allMatch(entry -> {
            String checkpoint = checkpoints.get(entry.getKey());
            return SHARD_END.equals(checkpoint) || entry.getValue().toString().equals(checkpoint);
        });
    }

    /** At full speed: nobody else reads by then. */
    private int replayed(Instant from) {
        return (int) Replay.of(stack.kinesis(), DemoStack.STREAM)
                .from(from)
                .readShare(1)
                .run(batch -> CompletableFuture.completedFuture(null))
                .join()
                .userRecords();
    }
}
