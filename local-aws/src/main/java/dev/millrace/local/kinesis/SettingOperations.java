package dev.millrace.local.kinesis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What changes a stream's options: retention, record size, encryption, mode, monitoring, warm throughput. */
final class SettingOperations {
    private static final Set<String> ALL_METRICS = Set.of(
            "IncomingBytes",
            "IncomingRecords",
            "OutgoingBytes",
            "OutgoingRecords",
            "WriteProvisionedThroughputExceeded",
            "ReadProvisionedThroughputExceeded",
            "IteratorAgeMilliseconds");

    private final Streams streams;
    private final AccountSettings account;

    SettingOperations(Streams streams, AccountSettings account) {
        this.streams = streams;
        this.account = account;
    }

    void addTo(Map<String, KinesisService.Operation> operations) {
        operations.put("IncreaseStreamRetentionPeriod", KinesisService.Operation.answering(this::increaseRetention));
        operations.put("DecreaseStreamRetentionPeriod", KinesisService.Operation.answering(this::decreaseRetention));
        operations.put("UpdateMaxRecordSize", KinesisService.Operation.answering(this::maxRecordSize));
        operations.put("StartStreamEncryption", KinesisService.Operation.answering(this::startEncryption));
        operations.put("StopStreamEncryption", KinesisService.Operation.answering(this::stopEncryption));
        operations.put("UpdateStreamMode", KinesisService.Operation.answering(this::mode));
        operations.put("UpdateStreamWarmThroughput", KinesisService.Operation.answering(this::warmThroughput));
        operations.put("EnableEnhancedMonitoring", KinesisService.Operation.answering(call -> monitoring(call, true)));
        operations.put(
                "DisableEnhancedMonitoring", KinesisService.Operation.answering(call -> monitoring(call, false)));
    }

    private ObjectNode increaseRetention(KinesisCall call) {
        KinesisStream stream = streams.active(call);
        int current = stream.options().retentionHours();
        int wanted = retention(call);
        if (wanted < current) {
            throw KinesisErrors.invalidArgument("Requested retention period (" + wanted + " hours) for stream "
                    + stream.name() + " can not be shorter than existing retention period (" + current
                    + " hours). Use DecreaseRetentionPeriod API.");
        }
        return changed(stream, call, () -> stream.options().retentionHours(wanted));
    }

    private ObjectNode decreaseRetention(KinesisCall call) {
        KinesisStream stream = streams.active(call);
        int current = stream.options().retentionHours();
        int wanted = retention(call);
        if (wanted > current) {
            throw KinesisErrors.invalidArgument("Requested retention period (" + wanted + " hours) for stream "
                    + stream.name() + " can not be longer than existing retention period (" + current
                    + " hours). Use IncreaseRetentionPeriod API.");
        }
        return changed(stream, call, () -> stream.options().retentionHours(wanted));
    }

    private static int retention(KinesisCall call) {
        int hours = call.number("RetentionPeriodHours", 0);
        if (hours < StreamOptions.MIN_RETENTION_HOURS) {
            throw KinesisErrors.invalidArgument("Minimum allowed retention period is "
                    + StreamOptions.MIN_RETENTION_HOURS + " hours. Requested retention period (" + hours
                    + " hours) is too short.");
        }
        if (hours > StreamOptions.MAX_RETENTION_HOURS) {
            throw KinesisErrors.invalidArgument("Maximum allowed retention period is "
                    + StreamOptions.MAX_RETENTION_HOURS + " hours. Requested retention period (" + hours
                    + " hours) is too long.");
        }
        return hours;
    }

    private ObjectNode maxRecordSize(KinesisCall call) {
        KinesisStream stream = streams.active(call);
        return changed(stream, call, () -> stream.options().maxRecordKib(call.number("MaxRecordSizeInKiB", 0)));
    }

    private ObjectNode startEncryption(KinesisCall call) {
        KinesisStream stream = streams.active(call);
        requireKms(call);
        return changed(stream, call, () -> stream.options().encryptionKey(call.text("KeyId")));
    }

    private ObjectNode stopEncryption(KinesisCall call) {
        KinesisStream stream = streams.active(call);
        requireKms(call);
        if (stream.options().encryptionKey() == null) {
            throw KinesisErrors.inUse(
                    "Stream " + stream.name() + " under account " + Account.ID + " is not encrypted.");
        }
        return changed(stream, call, () -> stream.options().encryptionKey(null));
    }

    private static void requireKms(KinesisCall call) {
        if (!call.text("EncryptionType").equals("KMS")) {
            throw KinesisErrors.invalidArgument("EncryptionType must be KMS, not " + call.text("EncryptionType") + ".");
        }
    }

    private ObjectNode mode(KinesisCall call) {
        KinesisStream stream = streams.active(call);
        String mode = call.within("StreamModeDetails").text("StreamMode");
        return changed(stream, call, () -> stream.options().mode(mode));
    }

    private ObjectNode warmThroughput(KinesisCall call) {
        KinesisStream stream = streams.active(call);
        if (!stream.options().isOnDemand() || !account.isCommitted(call.now())) {
            throw KinesisErrors.validation("Warm throughput needs a stream in ON_DEMAND mode and an account with"
                    + " MinimumThroughputBillingCommitment ENABLED; stream " + stream.name() + " is "
                    + stream.options().mode() + ", the commitment is " + account.status(call.now()) + ".");
        }
        changed(stream, call, () -> stream.options().warmMibPerSecond(call.number("WarmThroughputMiBps", 0)));
        return Json.object()
                .put("StreamARN", stream.arn())
                .put("StreamName", stream.name())
                .set("WarmThroughput", stream.options().warmThroughput());
    }

    private ObjectNode monitoring(KinesisCall call, boolean enable) {
        KinesisStream stream = streams.active(call);
        Set<String> current = stream.options().shardMetrics();
        Set<String> desired = new HashSet<>(current);
        Set<String> named = new HashSet<>();
        call.input().path("ShardLevelMetrics").forEach(name -> named.add(name.asText()));
        Set<String> meant = named.contains("ALL") ? ALL_METRICS : named;
        var unused = enable ? desired.addAll(meant) : desired.removeAll(meant);
        changed(stream, call, () -> stream.options().shardMetrics(desired));
        ObjectNode answer = Json.object().put("StreamName", stream.name()).put("StreamARN", stream.arn());
        answer.set("CurrentShardLevelMetrics", StreamOptions.names(current));
        return answer.set("DesiredShardLevelMetrics", StreamOptions.names(desired));
    }

    private static ObjectNode changed(KinesisStream stream, KinesisCall call, Runnable change) {
        change.run();
        stream.updating(call.now());
        return Json.object();
    }
}
