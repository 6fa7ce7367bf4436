package dev.millrace.local.cloudwatch;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is asked of a bucket: one of the five statistics, or a percentile such as {@code p99.9}. */
record Statistic(String name) {
    private static final Pattern PERCENTILE = Pattern.compile("p(\\d{1,2}(?:\\.\\d{1,10})?|100)");

    Statistic {
        boolean known = switch (name) {
            case "SampleCount", "Sum", "Average", "Minimum", "Maximum" -> true;
            default -> PERCENTILE.matcher(name).matches();
        };
        if (!known) {
            throw Refusal.value(
                    "Stat",
                    name,
                    "here it is one of SampleCount, Sum, Average, Minimum, Maximum or a percentile such as p99.9");
        }
    }

    /** Nothing where the bucket cannot tell: percentiles of statistic sets. */
    OptionalDouble of(Bucket bucket) {
        return switch (name) {
            case "SampleCount" -> OptionalDouble.of(bucket.count());
            case "Sum" -> OptionalDouble.of(bucket.sum());
            case "Average" -> OptionalDouble.of(bucket.sum() / bucket.count());
            case "Minimum" -> OptionalDouble.of(bucket.min());
            case "Maximum" -> OptionalDouble.of(bucket.max());
            default -> percentile(bucket);
        };
    }

    private OptionalDouble percentile(Bucket bucket) {
        Distribution distribution = bucket.distribution();
        Matcher matcher = PERCENTILE.matcher(name);
        return distribution != null && matcher.matches()
                ? OptionalDouble.of(distribution.percentile(Double.parseDouble(matcher.group(1))))
                : OptionalDouble.empty();
    }
}
