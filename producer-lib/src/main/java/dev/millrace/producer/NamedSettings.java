package dev.millrace.producer;

import dev.millrace.handling.Ordering;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settings by the names of configuration files: ours, and the KPL's. */
final class NamedSettings {
    private static final Logger LOG = LoggerFactory.getLogger(NamedSettings.class);

    private static final Map<String, BiConsumer<ProducerSettings.Builder, String>> OURS = new HashMap<>();
    private static final Map<String, BiConsumer<ProducerSettings.Builder, String>> KPLS = new HashMap<>();

    static {
        OURS.put("linger", (to, value) -> to.linger(Duration.parse(value)));
        OURS.put("aggregation", (to, value) -> to.aggregation(bool(value)));
        OURS.put("aggregateBytes", (to, value) -> to.aggregateBytes(Integer.parseInt(value)));
        OURS.put("aggregateRecords", (to, value) -> to.aggregateRecords(Integer.parseInt(value)));
        OURS.put("requestEntries", (to, value) -> to.requestEntries(Integer.parseInt(value)));
        OURS.put("requestBytes", (to, value) -> to.requestBytes(Integer.parseInt(value)));
        OURS.put("recordBytes", (to, value) -> to.recordBytes(Integer.parseInt(value)));
        OURS.put("memoryBytes", (to, value) -> to.memoryBytes(Integer.parseInt(value)));
        OURS.put("memoryRecords", (to, value) -> to.memoryRecords(Integer.parseInt(value)));
        OURS.put("maxBlock", (to, value) -> to.maxBlock(Duration.parse(value)));
        OURS.put("deliveryTimeout", (to, value) -> to.deliveryTimeout(Duration.parse(value)));
        OURS.put("ordering", (to, value) -> to.ordering(Ordering.valueOf(value)));
        OURS.put("shardShare", (to, value) -> to.shardShare(Double.parseDouble(value)));
        OURS.put("firstBackoff", (to, value) -> to.firstBackoff(Duration.parse(value)));
        OURS.put("maxBackoff", (to, value) -> to.maxBackoff(Duration.parse(value)));
        OURS.put("requestsInFlight", (to, value) -> to.requestsInFlight(Integer.parseInt(value)));
        OURS.put("requestTimeout", (to, value) -> to.requestTimeout(Duration.parse(value)));

        KPLS.put("aggregationEnabled", OURS.get("aggregation"));
        KPLS.put("aggregationMaxCount", (to, value) -> to.aggregateRecords(clamped(value)));
        KPLS.put("aggregationMaxSize", OURS.get("aggregateBytes"));
        KPLS.put("collectionMaxCount", OURS.get("requestEntries"));
        KPLS.put("collectionMaxSize", OURS.get("requestBytes"));
        KPLS.put("maxUserRecordSize", OURS.get("recordBytes"));
        KPLS.put("recordMaxBufferedTime", (to, value) -> to.linger(millis(value)));
        KPLS.put("recordTtl", (to, value) -> to.deliveryTimeout(millis(value)));
        KPLS.put("rateLimit", (to, value) -> to.shardShare(Double.parseDouble(value) / 100));
        KPLS.put("maxConnections", OURS.get("requestsInFlight"));
        KPLS.put("requestTimeout", (to, value) -> to.requestTimeout(millisOrIso(value)));
    }

    /** What the KPL's daemon, its metrics upload and its own HTTP client need; docs/migrating-from-the-kpl.md says what instead. */
    private static final Set<String> WITHOUT_MEANING = Set.of(
            "caCertPath",
            "cloudwatchEndpoint",
            "cloudwatchPort",
            "connectTimeout",
            "credentialsRefreshDelay",
            "describeStreamSummaryInterval",
            "enableCoreDumps",
            "enableOldestFutureTracker",
            "failIfThrottled",
            "glueSchemaRegistryConfiguration",
            "kinesisEndpoint",
            "kinesisPort",
            "logLevel",
            "metricsGranularity",
            "metricsLevel",
            "metricsNamespace",
            "metricsUploadDelay",
            "minConnections",
            "nativeExecutable",
            "proxyHost",
            "proxyPassword",
            "proxyPort",
            "proxyUserName",
            "recordDistributionStrategyDefault",
            "region",
            "returnUserRecordOnFailure",
            "stsEndpoint",
            "stsPort",
            "tempDirectory",
            "threadPoolSize",
            "threadingModel",
            "userRecordTimeoutInMillis",
            "verifyCertificate");

    private NamedSettings() {}

    static ProducerSettings read(Properties properties) {
        ProducerSettings.Builder builder = ProducerSettings.builder();
        new TreeSet<>(properties.stringPropertyNames())
                .forEach(name -> set(builder, name, properties.getProperty(name).strip()));
        return builder.build();
    }

    private static void set(ProducerSettings.Builder builder, String name, String value) {
        String plain = Character.toLowerCase(name.charAt(0)) + name.substring(1);
        var setter = KPLS.getOrDefault(plain, OURS.get(plain));
        if (setter != null) {
            apply(setter, builder, name, value);
        } else if (WITHOUT_MEANING.contains(plain)) {
            LOG.warn("{} is a setting of the KPL that has no meaning here: left out", name);
        } else {
            throw new IllegalArgumentException("unknown setting \"" + name + "\": give one of "
                    + new TreeMap<>(OURS).keySet() + ", or of the KPL's");
        }
    }

    private static void apply(
            BiConsumer<ProducerSettings.Builder, String> setter,
            ProducerSettings.Builder builder,
            String name,
            String value) {
        try {
            setter.accept(builder, value);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new IllegalArgumentException("setting " + name + " = \"" + value + "\": " + e.getMessage(), e);
        }
    }

    static Set<String> names() {
        return OURS.keySet();
    }

    private static boolean bool(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("give true or false");
        };
    }

    private static int clamped(String value) {
        return (int) Math.min(Integer.MAX_VALUE, Long.parseLong(value));
    }

    private static Duration millis(String value) {
        return Duration.ofMillis(Long.parseLong(value));
    }

    /** Both have this one: the KPL in milliseconds. */
    private static Duration millisOrIso(String value) {
        return value.startsWith("P") ? Duration.parse(value) : millis(value);
    }
}
