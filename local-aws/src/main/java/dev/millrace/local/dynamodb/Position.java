package dev.millrace.local.dynamodb;

import dev.millrace.local.dynamodb.value.Value;
import java.util.List;

/**
 * Where an item lies in a table or index. Partition keys lie scattered, so that nobody comes to rely on the order of a scan;
 * within one, items lie in the order of their sort keys. An edge lies before or after all that begins with its parts.
 */
record Position(List<Value> parts, int edge) implements Comparable<Position> {
    static Position of(List<Value> parts) {
        return new Position(parts, 0);
    }

    static Position before(Value partition) {
        return new Position(List.of(partition), -1);
    }

    static Position after(Value partition) {
        return new Position(List.of(partition), 1);
    }

    /** The part of a parallel scan that it belongs to. */
    int segment(int totalSegments) {
        return Math.floorMod(scatter(), totalSegments);
    }

    private int scatter() {
        int mixed = parts.get(0).hashCode() * 0x9E3779B9;
        return mixed ^ (mixed >>> 15);
    }

    @Override
    public int compareTo(Position other) {
        int order = Integer.compare(scatter(), other.scatter());
        for (int i = 0; order == 0 && i < Math.min(parts.size(), other.parts.size()); i++) {
            order = Value.compare(parts.get(i), other.parts.get(i));
        }
        return order != 0 ? order : Integer.compare(edge, other.edge);
    }
}
