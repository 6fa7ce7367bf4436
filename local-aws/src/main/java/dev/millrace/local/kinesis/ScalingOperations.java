package dev.millrace.local.kinesis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** UpdateShardCount. */
final class ScalingOperations {
    private final Account account;
    private final Streams streams;

    ScalingOperations(Account account, Streams streams) {
        this.account = account;
        this.streams = streams;
    }

    void addTo(Map<String, KinesisService.Operation> operations) {
        operations.put("UpdateShardCount", KinesisService.Operation.answering(this::update));
    }

    private ObjectNode update(KinesisCall call) {
        KinesisStream stream = streams.active(call);
        int current = stream.openShardCount();
        int target = call.number("TargetShardCount", 0);
        check(stream, current, target);
        account.requireRoom(call.region(), target - current);
        stream.scaleTo(target, call.now());
        return Json.object()
                .put("StreamName", stream.name())
                .put("StreamARN", stream.arn())
                .put("CurrentShardCount", current)
                .put("TargetShardCount", target);
    }

    private static void check(KinesisStream stream, int current, int target) {
        if (stream.options().isOnDemand()) {
            throw KinesisErrors.validation(
                    "UpdateShardCount is not for streams in ON_DEMAND mode, as " + stream.name() + " is.");
        }
        if (target > 2L * current || 2L * target < current) {
            throw KinesisErrors.invalidArgument(
                    "UpdateShardCount cannot scale stream " + stream.name() + " under account "
                            + Account.ID + " from " + current + " to " + target
                            + " open shards: the target must be from half to double the current count.");
        }
    }
}
