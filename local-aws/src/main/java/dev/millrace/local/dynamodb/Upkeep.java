package dev.millrace.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.dynamodb.value.Invalid;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Point-in-time recovery and time to live: set and described. Neither acts: there are no backups, and expired items stay, which
 * AWS allows them to for days.
 */
final class Upkeep {
    private final Tables tables;
    private final Clock clock;

    Upkeep(Tables tables, Clock clock) {
        this.tables = tables;
        this.clock = clock;
    }

    ObjectNode describeBackups(Request request) {
        return backups(table(request));
    }

    ObjectNode updateBackups(Request request) {
        Table table = table(request);
        table.settings().pointInTimeRecovery = request.required("PointInTimeRecoverySpecification")
                .path("PointInTimeRecoveryEnabled")
                .asBoolean();
        return backups(table);
    }

    private Table table(Request request) {
        return tables.described(request.requiredText("TableName"));
    }

    private ObjectNode backups(Table table) {
        boolean on = table.settings().pointInTimeRecovery;
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode backups = answer.putObject("ContinuousBackupsDescription").put("ContinuousBackupsStatus", "ENABLED");
        ObjectNode recovery = backups.putObject("PointInTimeRecoveryDescription")
                .put("PointInTimeRecoveryStatus", on ? "ENABLED" : "DISABLED");
        if (on) {
            Instant now = clock.instant();
            recovery.putPOJO("EarliestRestorableDateTime", now).putPOJO("LatestRestorableDateTime", now);
        }
        return answer;
    }

    ObjectNode describeTimeToLive(Request request) {
        String attribute = table(request).settings().timeToLiveAttribute;
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode description = answer.putObject("TimeToLiveDescription")
                .put("TimeToLiveStatus", attribute == null ? "DISABLED" : "ENABLED");
        if (attribute != null) {
            description.put("AttributeName", attribute);
        }
        return answer;
    }

    ObjectNode updateTimeToLive(Request request) {
        Table table = table(request);
        JsonNode specification = request.required("TimeToLiveSpecification");
        boolean enable = specification.path("Enabled").asBoolean();
        String attribute = specification.path("AttributeName").asText();
        refuseNoChange(table.settings().timeToLiveAttribute, enable);
        table.settings().timeToLiveAttribute = enable ? attribute : null;
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("TimeToLiveSpecification", specification);
        return answer;
    }

    private static void refuseNoChange(@Nullable String current, boolean enable) {
        if (enable == (current != null)) {
            throw Invalid.request("TimeToLive is already " + (enable ? "enabled" : "disabled"));
        }
    }
}
