package dev.millrace.local.kinesis;

/**
 * How this Kinesis differs from the service, if it does.
 *
 * @param transitionMillis how long streams and consumers stay CREATING, UPDATING or DELETING
 */
public record KinesisSettings(KinesisLimits limits, long transitionMillis) {}
