package dev.millrace.cli.demo;

import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer handled, against the input.
 *
 * @param records user records handled
 * @param distinct lines of the input that arrived
 * @param duplicates records beyond those
 * @param orderViolations lines that first arrived after a later line of their key
 */
public record Tally(int records, int distinct, int duplicates, int orderViolations) {
    /**
     * Counts.
     *
     * @param arrivals in the order in which they were handled
     */
    static Tally of(LineBook book, List<Arrival> arrivals) {
        BitSet arrived = new BitSet(book.size());
        Map<String, Integer> furthest = new HashMap<>();
        Map<String, Deque<Integer>> unacknowledged = book.unacknowledged();
        int violations = 0;
        for (Arrival arrival : arrivals) {
            Integer number = book.lineOf(arrival);
            if (number == null) {
                number = next(unacknowledged.get(arrival.digest()));
            }
            if (number != null && !arrived.get(number)) {
                arrived.set(number);
                int last = furthest.merge(book.line(number).partitionKey(), number, Math::max);
                violations += last > number ? 1 : 0;
            }
        }
        int distinct = arrived.cardinality();
        return new Tally(arrivals.size(), distinct, arrivals.size() - distinct, violations);
    }

    private static @Nullable Integer next(@Nullable Deque<Integer> numbers) {
        return numbers == null ? null : numbers.poll();
    }

    /** Every line arrived, in order. */
    boolean complete(LineBook book) {
        return distinct == book.size() && orderViolations == 0;
    }
}
