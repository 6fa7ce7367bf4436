package dev.millrace.producer;

import dev.millrace.handling.Ordering;
import dev.millrace.record.KinesisLimits;
import java.time.Duration;
import java.util.Properties;

/** How a producer works: see the builder's setters. Immutable. */
public final class ProducerSettings {
    final long lingerNanos;
    final boolean aggregation;
    final int aggregateBytes;
    final int aggregateRecords;
    final int requestEntries;
    final int requestBytes;
    final int recordBytes;
    final int memoryBytes;
    final int memoryRecords;
    final long maxBlockNanos;
    final long deliveryTimeoutNanos;
    final Ordering ordering;
    final double shardShare;
    final Duration firstBackoff;
    final Duration maxBackoff;
    final int requestsInFlight;
    final Duration requestTimeout;

    private ProducerSettings(Builder b) {
        lingerNanos = b.linger.toNanos();
        aggregation = b.aggregation;
        aggregateBytes = Math.min(b.aggregateBytes, b.recordBytes);
        aggregateRecords = b.aggregateRecords;
        requestEntries = b.requestEntries;
        requestBytes = b.requestBytes;
        recordBytes = b.recordBytes;
        memoryBytes = b.memoryBytes;
        memoryRecords = b.memoryRecords;
        maxBlockNanos = b.maxBlock.toNanos();
        deliveryTimeoutNanos = b.deliveryTimeout.toNanos();
        ordering = b.ordering;
        shardShare = b.shardShare;
        firstBackoff = b.firstBackoff;
        maxBackoff = b.maxBackoff;
        requestsInFlight = b.requestsInFlight;
        requestTimeout = b.requestTimeout;
    }

    public static ProducerSettings defaults() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Settings by name, for configuration files: the builder's setters' names (durations in ISO-8601 as in {@code PT0.1S}), or the KPL's own (times in milliseconds). The
     * KPL's names without a meaning here are logged and left out.
     *
     * @throws IllegalArgumentException if a name is unknown or a value out of range
     */
    public static ProducerSettings from(Properties properties) {
        return NamedSettings.read(properties);
    }

    /** Collects settings; each setter refuses a value it cannot work with. Not thread-safe. */
    public static final class Builder {
        private static final Duration LONGEST = Duration.ofDays(365);

        private Duration linger = Duration.ofMillis(100);
        private boolean aggregation = true;
        private int aggregateBytes = 51_200;
        private int aggregateRecords = Integer.MAX_VALUE;
        private int requestEntries = KinesisLimits.PUT_RECORDS_ENTRIES;
        private int requestBytes = KinesisLimits.PUT_RECORDS_BYTES;
        private int recordBytes = KinesisLimits.RECORD_BYTES;
        private int memoryBytes = 64 * 1024 * 1024;
        private int memoryRecords = 100_000;
        private Duration maxBlock = Duration.ofSeconds(60);
        private Duration deliveryTimeout = Duration.ofSeconds(30);
        private Ordering ordering = Ordering.PER_KEY;
        private double shardShare = 1.0;
        private Duration firstBackoff = Duration.ofMillis(50);
        private Duration maxBackoff = Duration.ofSeconds(2);
        private int requestsInFlight = 24;
        private Duration requestTimeout = Duration.ofSeconds(6);

        private Builder() {}

        /**
         * How long a record may wait for others to share its Kinesis record. Default 100 ms, 0 to 365 days. Longer means fewer and
         * fuller Kinesis records, and that much more latency while traffic is thin.
         */
        public Builder linger(Duration value) {
            linger = within("linger", value, Duration.ZERO);
            return this;
        }

        /**
         * Whether user records share Kinesis records, in the KPL's format. Default true. Off, every reader understands them without
         * deaggregation, but each counts towards a shard's 1,000 records a second and is billed alone.
         */
        public Builder aggregation(boolean value) {
            aggregation = value;
            return this;
        }

        /**
         * The size at which an aggregate goes out, in bytes, its partition key included. Default 51,200: two of the 25 KiB units that
         * provisioned streams bill by; 64 to 10 MiB, and never above
         * {@link #recordBytes}. Records of this size and above go alone. In order and with long round trips aggregates grow beyond it, up to the record limit.
         */
        public Builder aggregateBytes(int value) {
            aggregateBytes = within("aggregateBytes", value, 64, KinesisLimits.LARGEST_RECORD_BYTES);
            return this;
        }

        /** The user records at which an aggregate goes out. Default without limit; at least 1. */
        public Builder aggregateRecords(int value) {
            aggregateRecords = within("aggregateRecords", value, 1, Integer.MAX_VALUE);
            return this;
        }

        /** The most Kinesis records in a request. Default 500, which is Kinesis' limit; 1 to 500. */
        public Builder requestEntries(int value) {
            requestEntries = within("requestEntries", value, 1, KinesisLimits.PUT_RECORDS_ENTRIES);
            return this;
        }

        /**
         * The most bytes of a request, partition keys included, where more than one Kinesis record is in it. Default 10 MiB, which is
         * Kinesis' limit; 1 KiB to 10 MiB. Smaller requests are answered sooner and cost more of the CPU.
         */
        public Builder requestBytes(int value) {
            requestBytes = within("requestBytes", value, 1024, KinesisLimits.PUT_RECORDS_BYTES);
            return this;
        }

        /**
         * The stream's record limit in bytes, partition key included. Default 1 MiB; 1 KiB to 10 MiB. Raise it together with the
         * stream's MaxRecordSizeInKiB: above that the service refuses the record.
         */
        public Builder recordBytes(int value) {
            recordBytes = within("recordBytes", value, 1024, KinesisLimits.LARGEST_RECORD_BYTES);
            return this;
        }

        /**
         * The most that accepted and unfinished records may weigh, in bytes of data and partition key. Default 64 MiB; 1 KiB to 2 GiB
         * less 1 byte, and not below {@link #recordBytes}. The heap in use is larger: some 300 bytes a record, and what is in flight
         * once or twice more.
         */
        public Builder memoryBytes(int value) {
            memoryBytes = within("memoryBytes", value, 1024, Integer.MAX_VALUE);
            return this;
        }

        /** The most records accepted and unfinished. Default 100,000; at least 1. */
        public Builder memoryRecords(int value) {
            memoryRecords = within("memoryRecords", value, 1, Integer.MAX_VALUE);
            return this;
        }

        /**
         * How long {@code put} waits for memory before it throws {@link BufferFullException}. Default 60 s; 0 throws at once, 365 days
         * is for ever.
         */
        public Builder maxBlock(Duration value) {
            maxBlock = within("maxBlock", value, Duration.ZERO);
            return this;
        }

        /**
         * How long after its acceptance a record is still tried. Default 30 s; 1 ms to 365 days. Past it the record fails with {@link
         * DeliveryTimeoutException}, as soon as no request carries it any more.
         */
        public Builder deliveryTimeout(Duration value) {
            deliveryTimeout = within("deliveryTimeout", value, Duration.ofMillis(1));
            return this;
        }

        /**
         * Whether records of one partition key arrive in the order in which they were accepted. Default PER_KEY: one aggregate in
         * flight a shard, or without aggregation one record in flight a key. NONE puts as much in flight as there is.
         */
        public Builder ordering(Ordering value) {
            ordering = value;
            return this;
        }

        /**
         * This producer's share of what a shard takes (1 MiB and 1,000 records a second). Default 1.0; 0.01 to 1,000. Throttles lower
         * the rate below it for a while; values above 1 rely on that, or on a stand-in without limits.
         */
        public Builder shardShare(double value) {
            if (!(value >= 0.01 && value <= 1000)) {
                throw new IllegalArgumentException(
                        "shardShare " + value + ": give 0.01 to 1000 times a shard's own limits");
            }
            shardShare = value;
            return this;
        }

        /**
         * The wait after a shard's first failure in a row; it doubles with each further one and is shortened at random by up to half.
         * Default 50 ms, 0 to 365 days and not above {@link #maxBackoff}. Shorter finds the end of a disturbance sooner and adds to it.
         */
        public Builder firstBackoff(Duration value) {
            firstBackoff = within("firstBackoff", value, Duration.ZERO);
            return this;
        }

        /** The longest such wait. Default 2 s, 0 to 365 days. */
        public Builder maxBackoff(Duration value) {
            maxBackoff = within("maxBackoff", value, Duration.ZERO);
            return this;
        }

        /** The most PutRecords requests at a time. Default 24; at least 1. */
        public Builder requestsInFlight(int value) {
            requestsInFlight = within("requestsInFlight", value, 1, 10_000);
            return this;
        }

        /**
         * How long a request may take before it counts as lost and its records go again. Default 6 s; 1 ms to 365 days. Shorter finds
         * a dead connection sooner and duplicates more of what was only slow.
         */
        public Builder requestTimeout(Duration value) {
            requestTimeout = within("requestTimeout", value, Duration.ofMillis(1));
            return this;
        }

        /**
         * The settings.
         *
         * @throws IllegalArgumentException if two of them contradict each other
         */
        public ProducerSettings build() {
            if (memoryBytes < recordBytes) {
                throw new IllegalArgumentException("memoryBytes " + memoryBytes + " below recordBytes " + recordBytes
                        + ": a record of the largest size would never fit; raise one or lower the other");
            }
            if (firstBackoff.compareTo(maxBackoff) > 0) {
                throw new IllegalArgumentException("firstBackoff " + firstBackoff + " above maxBackoff " + maxBackoff
                        + ": raise one or lower the other");
            }
            return new ProducerSettings(this);
        }

        private static int within(String name, int value, int least, int most) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(name + " " + value + ": give " + least + " to " + most);
            }
            return value;
        }

        private static Duration within(String name, Duration value, Duration least) {
            if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(name + " " + value + ": give " + least + " to " + LONGEST);
            }
            return value;
        }
    }
}
