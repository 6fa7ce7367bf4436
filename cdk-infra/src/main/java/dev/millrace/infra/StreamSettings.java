package dev.millrace.infra;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the stream is. Immutable.
 *
 * @param name 1 to 128 letters, digits, {@code . _ -}; empty lets CloudFormation choose one, so that a retained stream of an
 *     earlier stack never blocks the next
 * @param shardCount shards of a provisioned stream; empty makes it on-demand, where the service scales by itself
 * @param retentionHours how long a record stays readable: 24 to 8,760; consumers that are down longer lose data
 * @param retain whether stream and key outlive the stack (a key can be gone for good, and the data with it)
 */
public record StreamSettings(Optional<String> name, Optional<Integer> shardCount, int retentionHours, boolean retain) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");
    /** The service's own default is a day: too short for a fault on Friday evening that is seen on Monday. */
    private static final int THREE_DAYS = 72;
    /** Far above any account's quota: it catches a slipped digit, the quota itself is the service's to check. */
    private static final int MOST_SHARDS = 100_000;

    public StreamSettings {
        name.ifPresent(StreamSettings::checkName);
        shardCount.ifPresent(count -> Ranges.check("shardCount", count, 1, MOST_SHARDS, "or none for on-demand"));
        Ranges.check("retentionHours", retentionHours, 24, 8_760, "hours (a day to a year)");
    }

    /** On-demand, a name from CloudFormation, three days of retention, kept when the stack goes. */
    public static StreamSettings defaults() {
        return new StreamSettings(Optional.empty(), Optional.empty(), THREE_DAYS, true);
    }

    static StreamSettings from(Context context) {
        StreamSettings defaults = defaults();
        return new StreamSettings(
                context.text("streamName"),
                context.number("shardCount"),
                context.number("retentionHours", defaults.retentionHours),
                context.flag("retain", defaults.retain));
    }

    private static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "streamName '" + name + "': give 1 to 128 letters, digits, dots, underscores or hyphens");
        }
    }
}
