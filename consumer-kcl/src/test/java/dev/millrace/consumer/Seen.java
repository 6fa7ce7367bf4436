package dev.millrace.consumer;

import dev.millrace.handling.RecordContext;
import dev.millrace.handling.RecordHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers per key what was handled, values being "key-number", and whether two of a key ever ran at once. Thread-safe. */
final class Seen implements RecordHandler<String> {
    final Map<String, List<Integer>> byKey = new ConcurrentHashMap<>();
    final AtomicInteger overlaps = new AtomicInteger();
    final AtomicInteger count = new AtomicInteger();
    private final Map<String, AtomicInteger> running = new ConcurrentHashMap<>();

    @Override
    public void handle(String value, RecordContext context) {
        String key = value.substring(0, value.indexOf('-'));
        AtomicInteger inside = running.computeIfAbsent(key, k -> new AtomicInteger());
        if (inside.incrementAndGet() > 1) {
            overlaps.incrementAndGet();
        }
        byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(Integer.parseInt(value.substring(key.length() + 1)));
        inside.decrementAndGet();
        count.incrementAndGet();
    }
}
