package dev.millrace.local.kinesis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.fault.Effect;
import dev.millrace.local.fault.Faults;
import dev.millrace.local.server.AwsException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** PutRecord and PutRecords. */
final class WriteOperations {
    private final Streams streams;
    private final Faults faults;

    WriteOperations(Streams streams, Faults faults) {
        this.streams = streams;
        this.faults = faults;
    }

    void addTo(Map<String, KinesisService.Operation> operations) {
        operations.put("PutRecord", KinesisService.Operation.answering(this::putRecord));
        operations.put("PutRecords", KinesisService.Operation.answering(this::putRecords));
    }

    private ObjectNode putRecord(KinesisCall call) {
        KinesisStream stream = streams.usable(call);
        PutEntry entry = PutEntry.of(call.input(), stream);
        checkOrdering(call, stream);
        Written written = write("PutRecord", stream, entry, call.now());
        Effect.ShardError error = written.error();
        if (error != null) {
            throw new AwsException(error.code().equals("InternalFailure") ? 500 : 400, error.code(), error.message());
        }
        written.shard().tellListeners();
        return encrypted(stream, written.json());
    }

    private static void checkOrdering(KinesisCall call, KinesisStream stream) {
        String given = call.textOrNull("SequenceNumberForOrdering");
        if (given != null && Sequence.parse(given).filter(stream::gaveOut).isEmpty()) {
            throw KinesisErrors.invalidArgument(
                    "ExclusiveMinimumSequenceNumber " + given + " used in PutRecord on stream " + stream.name()
                            + " under account " + Account.ID + " is invalid.");
        }
    }

    private ObjectNode putRecords(KinesisCall call) {
        KinesisStream stream = streams.usable(call);
        PutEntry[] entries = PutEntry.all(call.input().withArray("Records"), stream);
        Set<Shard> touched = new LinkedHashSet<>();
        ArrayNode results = Json.array();
        int failed = 0;
        for (PutEntry entry : entries) {
            Written written = write("PutRecords", stream, entry, call.now());
            results.add(written.json());
            failed += written.error() == null ? 0 : 1;
            touched.add(written.shard());
        }
        touched.forEach(Shard::tellListeners);
        ObjectNode answer = Json.object().put("FailedRecordCount", failed);
        answer.set("Records", results);
        return encrypted(stream, answer);
    }

    private static ObjectNode encrypted(KinesisStream stream, ObjectNode answer) {
        return stream.options().encryptionKey() == null ? answer : answer.put("EncryptionType", "KMS");
    }

    /** A shard that closes under the write sends it to its children. */
    private Written write(String operation, KinesisStream stream, PutEntry entry, long now) {
        while (true) {
            Shard shard = stream.route(entry.hash());
            Effect.ShardError error = error(operation, stream, shard, entry, now);
            if (error != null) {
                return new Written(shard, null, error);
            }
            StoredRecord record = shard.append(now, entry.key(), entry.data(), stream.horizon(now));
            if (record != null) {
                return new Written(shard, record, null);
            }
            Thread.onSpinWait();
        }
    }

    private Effect.@Nullable ShardError error(
            String operation, KinesisStream stream, Shard shard, PutEntry entry, long now) {
        Effect.ShardError scripted =
                faults.onShard(operation, stream.name(), shard.id()).orElse(null);
        if (scripted != null || shard.throughput.tryWrite(entry.size(), now)) {
            return scripted;
        }
        return new Effect.ShardError(
                "ProvisionedThroughputExceededException", KinesisErrors.rateExceeded(shard.id(), stream.name()));
    }

    /** Either stored or refused. */
    private record Written(Shard shard, @Nullable StoredRecord record, Effect.@Nullable ShardError error) {
        ObjectNode json() {
            ObjectNode json = Json.object();
            if (record != null) {
                return json.put("SequenceNumber", shard.sequence(record).toString())
                        .put("ShardId", shard.id());
            }
            return error == null ? json : json.put("ErrorCode", error.code()).put("ErrorMessage", error.message());
        }
    }
}
