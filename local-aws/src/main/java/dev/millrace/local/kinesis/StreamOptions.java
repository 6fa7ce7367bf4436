package dev.millrace.local.kinesis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What can be set on a stream beside its shards. Thread-safe: each is one volatile value. */
final class StreamOptions {
    static final String ON_DEMAND = "ON_DEMAND";
    static final String PROVISIONED = "PROVISIONED";
    static final int MIN_RETENTION_HOURS = 24;
    static final int MAX_RETENTION_HOURS = 8_760;
    static final int DEFAULT_MAX_RECORD_KIB = 1024;

    private final Tags tags = new Tags();
    private volatile int retentionHours = MIN_RETENTION_HOURS;
    private volatile int maxRecordKib = DEFAULT_MAX_RECORD_KIB;
    private volatile int warmMibPerSecond;
    private volatile String mode;
    private volatile @Nullable String encryptionKey;
    private volatile Set<String> shardMetrics = Set.of();

    StreamOptions(String mode) {
        this.mode = mode;
    }

    Tags tags() {
        return tags;
    }

    int retentionHours() {
        return retentionHours;
    }

    void retentionHours(int hours) {
        retentionHours = hours;
    }

    int maxRecordKib() {
        return maxRecordKib;
    }

    void maxRecordKib(int kib) {
        maxRecordKib = kib;
    }

    String mode() {
        return mode;
    }

    boolean isOnDemand() {
        return mode.equals(ON_DEMAND);
    }

    void mode(String newMode) {
        mode = newMode;
    }

    void warmMibPerSecond(int mib) {
        warmMibPerSecond = mib;
    }

    /** The KMS key, null while not encrypted. */
    @Nullable
    String encryptionKey() {
        return encryptionKey;
    }

    void encryptionKey(@Nullable String key) {
        encryptionKey = key;
    }

    Set<String> shardMetrics() {
        return shardMetrics;
    }

    void shardMetrics(Set<String> names) {
        shardMetrics = Set.copyOf(names);
    }

    /** Adds what both descriptions of a stream show of it. */
    void describe(ObjectNode json) {
        json.put("RetentionPeriodHours", retentionHours);
        json.putArray("EnhancedMonitoring").addObject().set("ShardLevelMetrics", names(shardMetrics));
        String key = encryptionKey;
        json.put("EncryptionType", key == null ? "NONE" : "KMS");
        if (key != null) {
            json.put("KeyId", key);
        }
    }

    /** Adds what only the summary shows. */
    void summarize(ObjectNode json) {
        json.put("MaxRecordSizeInKiB", maxRecordKib);
        if (isOnDemand()) {
            json.set("WarmThroughput", warmThroughput());
        }
    }

    ObjectNode warmThroughput() {
        return Json.object().put("TargetMiBps", warmMibPerSecond).put("CurrentMiBps", warmMibPerSecond);
    }

    static ArrayNode names(Set<String> names) {
        ArrayNode json = Json.array();
        new TreeSet<>(names).forEach(json::add);
        return json;
    }
}
