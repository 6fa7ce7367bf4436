package dev.millrace.local.lambda;

import dev.millrace.local.lambda.StreamSource.Page;
import dev.millrace.local.server.AwsException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one shard into its lanes, one page at a time and no further ahead than they need, until the shard ends. */
final class ShardReader {
    private static final Logger LOG = LoggerFactory.getLogger(ShardReader.class);

    private final MappingParts parts;
    private final String shardId;
    private final Runnable finished;
    private final List<Lane> lanes;
    private final CompletableFuture<@Nullable Void> positioned = new CompletableFuture<>();
    private StartingPosition from;
    private @Nullable String iterator;
    private @Nullable String lastRead;
    private boolean waits;
    private boolean ended;

    /** {@code finished} runs once, when the shard has ended and all its records are done with. */
    ShardReader(MappingParts parts, String shardId, StartingPosition from, Runnable finished) {
        this.parts = parts;
        this.shardId = shardId;
        this.from = from;
        this.finished = finished;
        this.lanes = Stream.generate(() -> new Lane(parts, shardId, this::step))
                .limit(parts.settings().parallelizationFactor())
                .toList();
    }

    /** Completes when the place to read from is taken. */
    CompletionStage<@Nullable Void> positioned() {
        return positioned;
    }

    /** The next thing to do, unless it is being waited for. */
    void step() {
        if (waits) {
            return;
        }
        if (ended) {
            finishWhenIdle();
        } else if (iterator == null) {
            position();
        } else if (lanes.stream().mapToInt(Lane::waiting).sum() < room()) {
            read(iterator);
        }
    }

    private int room() {
        return parts.settings().batchSize() * lanes.size();
    }

    private void position() {
        waits = true;
        Instant asked = parts.loop().now();
        CompletionStage<String> found = lastRead == null
                ? parts.source().iterator(shardId, from)
                : parts.source().iteratorAfter(shardId, lastRead);
        found.whenCompleteAsync(
                (value, error) -> {
                    waits = false;
                    if (error != null) {
                        retry(error);
                        return;
                    }
                    iterator = value;
                    stayAt(asked);
                    positioned.complete(null);
                    step();
                },
                parts.loop());
    }

    /** The latest is meant once: to ask for it again would skip what came in between. */
    private void stayAt(Instant asked) {
        if (from.type().equals("LATEST")) {
            from = StartingPosition.at(asked);
        }
    }

    private void read(String position) {
        waits = true;
        parts.source()
                .read(position)
                .whenCompleteAsync(
                        (page, error) -> {
                            waits = false;
                            if (error != null) {
                                retry(error);
                            } else {
                                took(page);
                            }
                        },
                        parts.loop());
    }

    private void took(Page page) {
        parts.tally().read(page.records().size());
        for (SourceRecord record : page.records()) {
            lanes.get(Math.floorMod(record.partitionKey().hashCode(), lanes.size()))
                    .add(record);
            lastRead = record.sequenceNumber();
        }
        iterator = page.next();
        ended = page.next() == null;
        lanes.forEach(ended ? Lane::end : Lane::pump);
        if (ended || page.behind()) {
            step();
        } else {
            later();
        }
    }

    private void later() {
        waits = true;
        parts.loop()
                .schedule(
                        () -> {
                            waits = false;
                            step();
                        },
                        parts.settings().pollInterval());
    }

    private void retry(Throwable error) {
        Throwable cause = Errors.cause(error);
        String type = cause instanceof AwsException aws ? aws.type() : "";
        if (type.equals("ResourceNotFoundException")) {
            LOG.warn("{} is gone: it is read no more", shardId);
            waits = true;
            return;
        }
        if (type.equals("ExpiredIteratorException")) {
            iterator = null;
        } else {
            LOG.debug("{} could not be read: {}", shardId, cause.toString());
        }
        later();
    }

    private void finishWhenIdle() {
        if (lanes.stream().allMatch(Lane::idle)) {
            waits = true;
            finished.run();
        }
    }
}
