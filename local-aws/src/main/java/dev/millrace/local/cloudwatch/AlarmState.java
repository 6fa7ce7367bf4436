package dev.millrace.local.cloudwatch;

/** What an alarm says. */
enum AlarmState {
    OK,
    ALARM,
    INSUFFICIENT_DATA;

    static AlarmState named(String name) {
        for (AlarmState state : values()) {
            if (state.name().equals(name)) {
                return state;
            }
        }
        throw Refusal.value("StateValue", name, "it must be OK, ALARM or INSUFFICIENT_DATA");
    }
}
