package dev.millrace.producer;

import dev.millrace.record.OutgoingRecord;
import java.util.ArrayList;
import java.util.List;

/** A PutRecords request being filled, then in flight. */
final class Request {
    private final List<Batch> batches = new ArrayList<>();
    private long bytes;
    private int userRecords;

    void add(Batch batch) {
        batches.add(batch);
        bytes += batch.bytes;
        userRecords += batch.records.size();
    }

    boolean fits(long more, ProducerSettings settings) {
        return batches.isEmpty() || (batches.size() < settings.requestEntries && bytes + more <= settings.requestBytes);
    }

    boolean isEmpty() {
        return batches.isEmpty();
    }

    List<Batch> batches() {
        return batches;
    }

    List<OutgoingRecord> entries() {
        return batches.stream().map(batch -> batch.outgoing).toList();
    }

    long bytes() {
        return bytes;
    }

    int userRecords() {
        return userRecords;
    }
}
