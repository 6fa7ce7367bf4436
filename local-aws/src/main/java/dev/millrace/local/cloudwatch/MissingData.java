package dev.millrace.local.cloudwatch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an alarm decides on fewer data points than it wants. "Evaluating alarms and treatment of missing data" in the user guide: the
 * newest real points count, older ones in the evaluation range stand in for missing ones, and only what still lacks is treated.
 */
enum MissingData {
    MISSING("missing"),
    IGNORE("ignore"),
    BREACHING("breaching"),
    NOT_BREACHING("notBreaching");

    private final String wireName;

    MissingData(String wireName) {
        this.wireName = wireName;
    }

    static MissingData named(String name) {
        for (MissingData one : values()) {
            if (one.wireName.equals(name)) {
                return one;
            }
        }
        throw Refusal.value("TreatMissingData", name, "it must be missing, ignore, breaching or notBreaching");
    }

    /**
     * The state that the points lead to; null to keep the current one.
     *
     * @param breaches whether each real point breaches, the wanted number of them at most
     * @param wanted EvaluationPeriods
     * @param enough DatapointsToAlarm
     */
    @Nullable
    AlarmState decide(List<Boolean> breaches, int wanted, int enough) {
        long breaching = breaches.stream().filter(breach -> breach).count();
        boolean allBreach = breaching == breaches.size();
        if (breaching >= enough) {
            return AlarmState.ALARM;
        }
        return switch (this) {
            case BREACHING -> alarmIf(breaching + wanted - breaches.size() >= enough);
            case NOT_BREACHING -> AlarmState.OK;
            case MISSING -> breaches.isEmpty() ? AlarmState.INSUFFICIENT_DATA : alarmIf(allBreach);
            case IGNORE -> allBreach ? null : AlarmState.OK;
        };
    }

    private static AlarmState alarmIf(boolean alarm) {
        return alarm ? AlarmState.ALARM : AlarmState.OK;
    }
}
