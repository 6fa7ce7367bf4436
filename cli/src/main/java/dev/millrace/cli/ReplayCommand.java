package dev.millrace.cli;

import dev.millrace.record.SequenceNumber;
import dev.millrace.record.StreamRecord;
import dev.millrace.replay.Replay;
import dev.millrace.replay.ReplayException;
import dev.millrace.replay.ReplaySummary;
import java.io.PrintStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** {@code replay}: a range of a stream on standard output, a payload a line. */
@Command(
        name = "replay",
        description = {
            "Read a range of a stream again, in order per partition key across splits and merges.",
            "Payloads go to standard output, a line each; all else to standard error."
        },
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
    private final Session session;
    private final Progress progress;
    private long printed;
    private volatile boolean readerGone;

    @Parameters(paramLabel = "STREAM", description = "Its name or ARN.")
    private String stream = "";

    @ArgGroup(multiplicity = "1")
    private @Nullable Begin begin;

    static final class Begin {
        @Option(
                names = "--from",
                paramLabel = "TIME",
                converter = Time.class,
                description = "With what arrived at that time or later, such as 2024-04-02T10:00:00Z.")
        private @Nullable Instant time;

        @Option(
                names = "--from-sequence",
                paramLabel = "SHARD:NUMBER",
                converter = Place.class,
                description = "With this record, in its shard and that shard's descendants only.")
        private @Nullable Place place;
    }

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = Time.class,
            description = "To what arrived before that time; default: the moment the replay starts.")
    private @Nullable Instant to;

    @Option(
            names = "--read-share",
            paramLabel = "SHARE",
            defaultValue = "0.4",
            description = "How much of each shard's read limit to use, above 0 to 1; the rest is its other consumers'."
                    + " Default: ${DEFAULT-VALUE}.")
    private double readShare;

    ReplayCommand(Session session) {
        this.session = session;
        this.progress = new Progress(session.terminal());
    }

    @Override
    public Integer call() throws InterruptedException {
        try (KinesisAsyncClient kinesis = session.aws().kinesis()) {
            Replay replay = begun(Replay.of(kinesis, stream).readShare(readShare));
            ReplaySummary summary = Session.await((to == null ? replay : replay.to(to)).run(this::print));
            progress.end(String.format(
                    Locale.ROOT,
                    "Replayed %,d records that arrived before %s, from %,d Kinesis records in %,d shards.",
                    summary.userRecords(),
                    summary.to(),
                    summary.kinesisRecords(),
                    summary.shards()));
            return 0;
        } catch (ReplayException e) {
            if (readerGone) {
                return 0;
            }
            throw e;
        }
    }

    private Replay begun(Replay replay) {
        if (begin != null && begin.place != null) {
            return replay.from(begin.place.shardId, begin.place.number);
        }
        return begin == null || begin.time == null ? replay : replay.from(begin.time);
    }

    /** A reader that has gone, such as head, ends the replay without a word. */
    private CompletionStage<?> print(List<StreamRecord> batch) {
        session.terminal().clear();
        PrintStream out = session.terminal().out();
        for (StreamRecord record : batch) {
            out.writeBytes(record.userRecord().toByteArray());
            out.write('\n');
        }
        if (out.checkError()) {
            readerGone = true;
            throw new UserError("Standard output is closed.");
        }
        printed += batch.size();
        progress.show(() -> String.format(Locale.ROOT, "%,d records replayed", printed));
        return CompletableFuture.completedFuture(null);
    }

    private static final class Time implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw new TypeConversionException(
                        "\"" + text + "\" is not a time with its zone: give one such as 2024-04-02T10:00:00Z.");
            }
        }
    }

    /** A record's shard and sequence number, as {@code put} prints them. */
    private static final class Place implements ITypeConverter<Place> {
        private String shardId = "";
        private SequenceNumber number = new SequenceNumber("0");

        @Override
        public Place convert(String text) {
            int colon = text.indexOf(':');
            if (colon < 1 || !text.substring(colon + 1).matches("[0-9]+")) {
                throw new TypeConversionException(
                        "\"" + text + "\" is no place in a stream: give a shard's id, a colon and a sequence number.");
            }
            Place place = new Place();
            place.shardId = text.substring(0, colon);
            place.number = new SequenceNumber(text.substring(colon + 1));
            return place;
        }
    }
}
