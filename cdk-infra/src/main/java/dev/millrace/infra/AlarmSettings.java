package dev.millrace.infra;

import java.util.Optional;

/**
 * Who is told, and when. Immutable.
 *
 * @param email gets a mail for every alarm and every recovery, once its owner confirmed the subscription; empty: only the topic
 *     is made
 * @param iteratorAgeMinutes how far a consumer may lag before somebody is told: 1 to 525,600, and below the retention
 */
public record AlarmSettings(Optional<String> email, int iteratorAgeMinutes) {
    private static final int YEAR = 525_600;

    public AlarmSettings {
        email.filter(address -> !address.contains("@")).ifPresent(address -> {
            throw new IllegalArgumentException("alarmEmail '" + address + "': give name@domain");
        });
        Ranges.check("iteratorAgeMinutes", iteratorAgeMinutes, 1, YEAR, "minutes");
    }

    /** A topic without subscribers, a quarter of an hour. */
    public static AlarmSettings defaults() {
        return new AlarmSettings(Optional.empty(), 15);
    }

    static AlarmSettings from(Context context) {
        return new AlarmSettings(
                context.text("alarmEmail"), context.number("iteratorAgeMinutes", defaults().iteratorAgeMinutes));
    }
}
