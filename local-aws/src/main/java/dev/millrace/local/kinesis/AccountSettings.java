package dev.millrace.local.kinesis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** The account's commitment to a minimum of throughput (on-demand Advantage): once made it holds for a day. Thread-safe. */
final class AccountSettings {
    private static final long HOLDS_MILLIS = Duration.ofDays(1).toMillis();
    private static final long NEVER = Long.MAX_VALUE;

    private long started = NEVER;
    private long ended = NEVER;

    synchronized void commit(boolean enabled, long now) {
        if (enabled && !isCommitted(now)) {
            started = now;
        }
        ended = enabled ? NEVER : Math.max(now, started == NEVER ? now : started + HOLDS_MILLIS);
    }

    synchronized boolean isCommitted(long now) {
        return started != NEVER && now < ended;
    }

    synchronized String status(long now) {
        if (!isCommitted(now)) {
            return "DISABLED";
        }
        return ended == NEVER ? "ENABLED" : "ENABLED_UNTIL_EARLIEST_ALLOWED_END";
    }

    synchronized ObjectNode json(long now) {
        ObjectNode json = Json.object().put("Status", status(now));
        if (started != NEVER) {
            Json.time(json, "StartedAt", started);
            Json.time(json, "EarliestAllowedEndAt", started + HOLDS_MILLIS);
        }
        if (started != NEVER && now >= ended) {
            Json.time(json, "EndedAt", ended);
        }
        return Json.object().set("MinimumThroughputBillingCommitment", json);
    }
}
