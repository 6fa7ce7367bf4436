package dev.millrace.local.dynamodb;

import dev.millrace.local.dynamodb.expression.Condition;
import dev.millrace.local.dynamodb.value.Value;
import dev.millrace.local.dynamodb.value.ValueWriter;
import dev.millrace.local.server.AwsException;
import org.jspecify.annotations.Nullable;

/**
 * A write to one item, checked as far as it can be without the item. {@link #prepare} finds what it would do, or fails; nothing
 * is changed until {@link Change#commit}, so that a transaction can prepare them all first.
 */
record Write(Table table, Value.Document key, @Nullable Condition condition, Effect effect, boolean showsOldOnFailure) {
    /** What becomes of the item; null stands for no item on either side. */
    interface Effect {
        Value.@Nullable Document of(Value.@Nullable Document old);
    }

    Change prepare() {
        Value.Document old = table.get(key);
        if (condition != null && !condition.test(old == null ? Value.Document.EMPTY : old)) {
            throw conditionFailed(old);
        }
        Value.Document now = effect.of(old);
        if (now != null) {
            ItemRules.checkItem(table, now);
        }
        return new Change(table, key, old, now);
    }

    private AwsException conditionFailed(Value.@Nullable Document old) {
        AwsException failed =
                AwsException.badRequest("ConditionalCheckFailedException", "The conditional request failed");
        if (showsOldOnFailure && old != null) {
            failed.members().set("Item", ValueWriter.writeItem(old));
        }
        return failed;
    }

    /** What a write does. */
    record Change(Table table, Value.Document key, Value.@Nullable Document old, Value.@Nullable Document now) {
        void commit() {
            table.replace(old, now);
        }
    }
}
