package dev.millrace.local.dynamodb;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What of a table can be changed and has no effect on its items. Guarded by the service's lock. */
final class TableSettings {
    /** The members of CreateTable and UpdateTable that are kept as they came: billing, throughput, table class and such. */
    final ObjectNode asGiven = JsonNodeFactory.instance.objectNode();

    final TreeMap<String, String> tags = new TreeMap<>();
    boolean pointInTimeRecovery;
    /** Null while no attribute expires items. */
    @Nullable
    String timeToLiveAttribute;

    boolean deletionProtected() {
        return asGiven.path("DeletionProtectionEnabled").asBoolean();
    }

    boolean onDemand() {
        return asGiven.path("BillingMode").asText().equals("PAY_PER_REQUEST");
    }
}
