package dev.millrace.local.kinesis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.fault.Faults;
import dev.millrace.local.server.AwsException;
import java.util.Map;

/** GetShardIterator and GetRecords. */
final class ReadOperations {
    private static final int MAX_RECORDS = 10_000;
    private static final long MAX_BYTES = 10 << 20;

    private final Account account;
    private final Streams streams;
    private final Faults faults;

    ReadOperations(Account account, Streams streams, Faults faults) {
        this.account = account;
        this.streams = streams;
        this.faults = faults;
    }

    void addTo(Map<String, KinesisService.Operation> operations) {
        operations.put("GetShardIterator", KinesisService.Operation.answering(this::iterator));
        operations.put("GetRecords", KinesisService.Operation.answering(this::records));
    }

    private ObjectNode iterator(KinesisCall call) {
        KinesisStream stream = streams.usable(call);
        Shard shard = Streams.shard(stream, call.text("ShardId"));
        ReadPosition position = new ReadPosition(
                call.text("ShardIteratorType"), call.textOrNull("StartingSequenceNumber"), call.millis("Timestamp"));
        long place = position.place(stream, shard, call.now());
        return Json.object()
                .put("ShardIterator", ShardIterator.at(stream, shard, place).token(call.now()));
    }

    private ObjectNode records(KinesisCall call) {
        ShardIterator iterator = ShardIterator.open(call.text("ShardIterator"), call.now());
        KinesisStream stream = account.stream(iterator.region(), iterator.stream(), call.now());
        if (stream.createdMillis() != iterator.streamCreated()) {
            throw KinesisErrors.invalidArgument("Invalid ShardIterator.");
        }
        Shard shard = Streams.shard(stream, Shard.id(iterator.shard()));
        faults.onShard("GetRecords", stream.name(), shard.id()).ifPresent(error -> {
            throw AwsException.badRequest(error.code(), error.message());
        });
        if (!shard.throughput.tryRead(call.now())) {
            throw KinesisErrors.throughputExceeded(KinesisErrors.rateExceeded(shard.id(), stream.name()));
        }
        Shard.Batch batch =
                shard.read(iterator.place(), call.number("Limit", MAX_RECORDS), MAX_BYTES, stream.horizon(call.now()));
        shard.throughput.didRead(batch.bytes());
        return answer(stream, shard, batch, call.now());
    }

    private static ObjectNode answer(KinesisStream stream, Shard shard, Shard.Batch batch, long now) {
        ObjectNode answer = Json.object();
        answer.set("Records", ShardJson.records(shard, batch.records()));
        answer.put("MillisBehindLatest", batch.millisBehind(now));
        if (batch.ended()) {
            answer.set("ChildShards", ShardJson.children(shard.children()));
        } else {
            answer.put(
                    "NextShardIterator",
                    ShardIterator.at(stream, shard, batch.next()).token(now));
        }
        return answer;
    }
}
