package dev.millrace.local.dynamodb;

import dev.millrace.local.dynamodb.expression.Condition;
import dev.millrace.local.dynamodb.value.Value;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a query or scan: it ends after {@code limit} items looked at or 1 MB read, filtered out or not.
 *
 * @param last the item to go on after; null where the rows are exhausted
 */
record Page(List<Value.Document> items, int scanned, long bytes, Value.@Nullable Document last) {
    private static final long MAX_BYTES = 1024 * 1024;

    static Page read(Iterator<Value.Document> rows, Index index, @Nullable Condition filter, int limit) {
        List<Value.Document> items = new ArrayList<>();
        int scanned = 0;
        long bytes = 0;
        Value.Document last = null;
        while (rows.hasNext() && last == null) {
            Value.Document item = rows.next();
            Value.Document seen = index.isGlobal() ? index.view(item) : item;
            scanned++;
            bytes += seen.itemSize();
            if (filter == null || filter.test(seen)) {
                items.add(item);
            }
            if (scanned == limit || (bytes >= MAX_BYTES && rows.hasNext())) {
                last = item;
            }
        }
        return new Page(items, scanned, bytes, last);
    }
}
