package dev.millrace.infra;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.constructs.Construct;

/**
 * Tells how far polling consumers lag behind the stream: once when they are late, and once when half the retention has gone and
 * data is about to be lost.
 */
public final class IteratorAgeAlarms extends Construct {
    private static final int LATE_MINUTES = 15;
    private static final int EXPIRING_MINUTES = 5;

    /**
     * @param polled whether a polling consumer is declared: then silence is an alarm too, for nobody reads
     */
    public IteratorAgeAlarms(
            Construct scope,
            String id,
            EncryptedStream stream,
            MillraceSettings settings,
            boolean polled,
            AlarmTopic topic) {
        super(scope, id);
        Duration late = Duration.minutes(settings.alarms().iteratorAgeMinutes());
        topic.announce(alarm("Late", stream, late, LATE_MINUTES)
                .treatMissingData(polled ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING)
                .alarmDescription("Consumers lag: look for errors, throttles, and too few workers or shards")
                .build());
        Duration expiring = Duration.minutes(settings.stream().retentionHours() * 60 / 2);
        topic.announce(alarm("Expiring", stream, expiring, EXPIRING_MINUTES)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .alarmDescription("Half the retention has gone unread: raise the retention now, then mend the consumer")
                .build());
    }

    private Alarm.Builder alarm(String id, EncryptedStream stream, Duration age, int minutes) {
        return Alarm.Builder.create(this, id)
                .metric(oldestUnread(stream))
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .threshold(age.toMilliseconds())
                .evaluationPeriods(minutes)
                .datapointsToAlarm(minutes);
    }

    private static Metric oldestUnread(EncryptedStream stream) {
        return stream.stream()
                .metricGetRecordsIteratorAgeMilliseconds(MetricOptions.builder()
                        .statistic("Maximum")
                        .period(Duration.minutes(1))
                        .build());
    }
}
