package dev.millrace.local.kinesis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Map;

/** What is asked of the account, not of a stream. */
final class AccountOperations {
    private final Account account;
    private final AccountSettings settings;

    AccountOperations(Account account, AccountSettings settings) {
        this.account = account;
        this.settings = settings;
    }

    void addTo(Map<String, KinesisService.Operation> operations) {
        operations.put("DescribeLimits", KinesisService.Operation.answering(this::limits));
        operations.put(
                "DescribeAccountSettings", KinesisService.Operation.answering(call -> settings.json(call.now())));
        operations.put("UpdateAccountSettings", KinesisService.Operation.answering(this::update));
    }

    private ObjectNode limits(KinesisCall call) {
        Collection<KinesisStream> streams = account.streams(call.region()).values();
        return Json.object()
                .put("ShardLimit", Account.SHARD_LIMIT)
                .put("OpenShardCount", account.openShards(call.region()))
                .put("OnDemandStreamCount", (int) streams.stream()
                        .filter(stream -> stream.options().isOnDemand())
                        .count())
                .put("OnDemandStreamCountLimit", Account.ON_DEMAND_STREAM_LIMIT);
    }

    private ObjectNode update(KinesisCall call) {
        String status = call.within("MinimumThroughputBillingCommitment").text("Status");
        settings.commit(status.equals("ENABLED"), call.now());
        return settings.json(call.now());
    }
}
