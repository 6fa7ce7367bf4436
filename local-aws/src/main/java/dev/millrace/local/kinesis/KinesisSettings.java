package dev.millrace.local.kinesis;

/**
 * How this Kinesis differs from the service, if it does.
 *
 * @param transitionMillis how long streams and consumers stay CREATING, UPDATING or DELETING
 * @param maxStoredBytes data and keys kept of all records together; beyond it the oldest go before their retention is over
 */
public record KinesisSettings(KinesisLimits limits, long transitionMillis, long maxStoredBytes) {}
