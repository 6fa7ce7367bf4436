package dev.millrace.producer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects batches that are ready into requests, and sends as many at a time as allowed. */
final class Sender {
    private final ProducerSettings settings;
    private final Lanes lanes;
    private final Judge judge;
    private final Service service;
    private final Mailbox mailbox;
    private final Tally tally;
    private int requestsInFlight;
    private int firstLane;

    Sender(ProducerSettings settings, Lanes lanes, Judge judge, Service service, Mailbox mailbox, Tally tally) {
        this.settings = settings;
        this.lanes = lanes;
        this.judge = judge;
        this.service = service;
        this.mailbox = mailbox;
        this.tally = tally;
    }

    /** Sends what is ready; answers how long until more will be, as far as time alone decides. */
    long runOnce(long now) {
        while (requestsInFlight < settings.requestsInFlight) {
            long wait = lanes.nanosUntilReady(now);
            if (wait > 0) {
                return wait;
            }
            Request request = collect(now);
            if (request.isEmpty()) {
                break;
            }
            send(request, now);
        }
        return Lane.NEVER;
    }

    /** One request's worth, beginning with another lane each time so that none is starved. */
    private Request collect(long now) {
        Request request = new Request();
        List<Lane> all = lanes.all();
        firstLane = (firstLane + 1) % all.size();
        for (int i = 0; i < all.size(); i++) {
            fill(request, all.get((firstLane + i) % all.size()), now);
        }
        return request;
    }

    private void fill(Request request, Lane lane, long now) {
        while (request.fits(lane.nextBytes(), settings) && lane.canJoin(now)) {
            Batch batch = lane.next();
            if (batch != null) {
                batch.sentNanos = now;
                lane.pace().sent(batch.bytes);
                request.add(batch);
            }
        }
    }

    private void send(Request request, long now) {
        requestsInFlight++;
        judge.sent(request);
        service.putRecords(request.entries())
                .whenComplete((results, error) -> mailbox.post(then -> ended(request, results, error, now, then)));
    }

    private void ended(
            Request request,
            @Nullable List<Service.EntryResult> results,
            @Nullable Throwable error,
            long sentNanos,
            long now) {
        requestsInFlight--;
        tally.request(request, now - sentNanos, error);
        if (results != null) {
            judge.answered(request, results, now);
        } else if (error != null) {
            judge.failed(request, error, now);
        }
    }
}
