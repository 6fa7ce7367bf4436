package dev.millrace.infra;

import java.util.Map;
import java.util.Optional;

/**
 * All a {@link MillraceStack} needs to know. Immutable.
 *
 * @param stream the stream and its key
 * @param handler the function behind the trigger; empty leaves the trigger out
 * @param trigger how the function reads the stream; without effect where there is no handler
 * @param network whether to make a VPC with a Kinesis endpoint (billed by the hour and zone)
 * @param alarms who is told, and when
 */
public record MillraceSettings(
        StreamSettings stream,
        Optional<HandlerSettings> handler,
        TriggerSettings trigger,
        boolean network,
        AlarmSettings alarms) {

    public MillraceSettings {
        if (alarms.iteratorAgeMinutes() >= stream.retentionHours() * 60) {
            throw new IllegalArgumentException("iteratorAgeMinutes " + alarms.iteratorAgeMinutes()
                    + ": records are gone after " + stream.retentionHours() + " hours; give less than that");
        }
    }

    /** Everything but the trigger, which needs a handler. */
    public static MillraceSettings defaults() {
        return fromContext(Map.of());
    }

    /**
     * From the CDK app's context.
     *
     * @throws IllegalArgumentException for a value out of its range, or a name that is not known
     */
    public static MillraceSettings fromContext(Map<String, ?> values) {
        Context context = new Context(values);
        MillraceSettings settings = new MillraceSettings(
                StreamSettings.from(context),
                HandlerSettings.from(context),
                TriggerSettings.from(context),
                context.flag("network", true),
                AlarmSettings.from(context));
        context.refuseUnknown();
        return settings;
    }
}
