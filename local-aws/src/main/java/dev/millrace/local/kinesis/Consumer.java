package dev.millrace.local.kinesis;

/**
 * A registered consumer.
 *
 * @param created milliseconds since the epoch
 * @param activeAt milliseconds since the epoch; CREATING before
 */
record Consumer(String name, String arn, long created, long activeAt, Tags tags) {
    StreamStatus status(long now) {
        return now < activeAt ? StreamStatus.CREATING : StreamStatus.ACTIVE;
    }
}
