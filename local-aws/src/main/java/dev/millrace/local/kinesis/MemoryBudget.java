package dev.millrace.local.kinesis;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the records of all shards within a number of bytes. The service has room for a day of anything; a JVM has not, so the
 * oldest records go early, from each shard in proportion to what it holds. It is looked at once a second, so that a burst may
 * pass the bound for so long.
 */
final class MemoryBudget {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryBudget.class);

    private final long maxBytes;
    private boolean told;

    MemoryBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    void enforce(List<Shard> shards) {
        long total = shards.stream().mapToLong(Shard::bytes).sum();
        if (total <= maxBytes) {
            return;
        }
        tell(total);
        double share = (double) maxBytes / total;
        shards.forEach(shard -> shard.trimToBytes((long) (shard.bytes() * share)));
    }

    private void tell(long total) {
        if (!told) {
            told = true;
            LOG.warn(
                    "Streams hold {} bytes of records, more than the {} they may: from now on the oldest are forgotten before"
                            + " their retention is over. Give the JVM more memory, or a larger maxStoredBytes.",
                    total,
                    maxBytes);
        }
    }
}
