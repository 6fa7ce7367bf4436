package dev.millrace.local.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.dynamodb.value.Invalid;
import dev.millrace.local.dynamodb.value.Value;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;

/** Scan: everything in a table or index, or one segment of it. */
final class ScanOperation {
    private final Tables tables;

    ScanOperation(Tables tables) {
        this.tables = tables;
    }

    ObjectNode scan(Request request) {
        RequestExpressions expressions = new RequestExpressions(request);
        ReadRequest read = new ReadRequest(tables, request, expressions, "ScanFilter");
        expressions.done();
        return read.answer(Page.read(rows(request, read), read.index(), read.filter(), read.limit()));
    }

    private static Iterator<Value.Document> rows(Request request, ReadRequest read) {
        NavigableMap<Position, Value.Document> rows = read.index().rows();
        Position start = read.start();
        int segments = request.number("TotalSegments", 1, 0);
        int segment = request.number("Segment", 0, -1);
        refuseHalfSegment(segment, segments);
        return (start == null ? rows : rows.tailMap(start, false))
                .entrySet().stream()
                        .filter(row -> segments == 0 || row.getKey().segment(segments) == segment)
                        .map(Map.Entry::getValue)
                        .iterator();
    }

    private static void refuseHalfSegment(int segment, int segments) {
        if (segment >= 0 && segments == 0) {
            throw Invalid.request(
                    "The TotalSegments parameter is required but was not present in the request when Segment"
                            + " parameter is present");
        }
        if (segments > 0 && segment < 0) {
            throw Invalid.request("The Segment parameter is required but was not present in the request when parameter"
                    + " TotalSegments is present");
        }
        if (segments > 0 && segment >= segments) {
            throw Invalid.request("The Segment parameter is zero-based and must be less than parameter TotalSegments:"
                    + " Segment: " + segment + " is not less than TotalSegments: " + segments);
        }
    }
}
