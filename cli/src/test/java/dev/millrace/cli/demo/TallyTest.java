package dev.millrace.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.record.SequenceNumber;
import dev.millrace.record.StreamPosition;
import dev.millrace.record.UserRecord;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final String SHARD = "shardId-000000000000";

    /** Lines 0 and 2 are the same bytes of the same key. */
    private final LineBook book = new LineBook(List.of(
            UserRecord.of("a", "a x"),
            UserRecord.of("a", "a y"),
            UserRecord.of("a", "a x"),
            UserRecord.of("b", "b z")));

    TallyTest() {
        for (int line = 0; line < 4; line++) {
            book.acknowledged(line, SHARD, position(line));
        }
    }

    @Test
    void everyLineInOrderIsComplete() {
        Tally tally = Tally.of(book, List.of(arrival(0), arrival(3), arrival(1), arrival(2)));
        assertThat(tally).isEqualTo(new Tally(4, 4, 0, 0));
        assertThat(tally.complete(book)).isTrue();
    }

    @Test
    void equalLinesAreToldApartByTheirPlaceSoSwappingThemIsAViolation() {
        assertThat(Tally.of(book, List.of(arrival(2), arrival(0), arrival(1), arrival(3))))
                .isEqualTo(new Tally(4, 4, 0, 2));
    }

    @Test
    void aSecondArrivalOfAPlaceIsADuplicateAndNoViolation() {
        assertThat(Tally.of(book, List.of(arrival(0), arrival(1), arrival(0), arrival(2), arrival(3))))
                .isEqualTo(new Tally(5, 4, 1, 0));
    }

    @Test
    void aLineThatNeverArrivesIsMissedEvenIfItsTwinArrivesTwice() {
        Tally tally = Tally.of(book, List.of(arrival(0), arrival(0), arrival(1), arrival(3)));
        assertThat(tally).isEqualTo(new Tally(4, 3, 1, 0));
        assertThat(tally.complete(book)).isFalse();
    }

    @Test
    void aCopyOfAnAcknowledgedLineIsADuplicateWhetherItComesBeforeOrAfterAndNeverItsTwin() {
        Arrival copy = new Arrival(SHARD, position(99), Digest.of(book.line(0).data()), Instant.EPOCH, 0);
        assertThat(Tally.of(book, List.of(copy, arrival(0), arrival(1), arrival(2), arrival(3))))
                .isEqualTo(new Tally(5, 4, 1, 0));
        assertThat(Tally.of(book, List.of(arrival(0), copy, arrival(1), arrival(2), arrival(3))))
                .isEqualTo(new Tally(5, 4, 1, 0));
    }

    @Test
    void aLineThatWasNeverAcknowledgedIsMatchedByItsBytes() {
        LineBook lost = new LineBook(List.of(UserRecord.of("a", "a x")));
        assertThat(Tally.of(lost, List.of(arrival(0), arrival(1)))).isEqualTo(new Tally(2, 1, 1, 0));
    }

    @Test
    void theBookIsWholeOnceEveryAcknowledgedPlaceArrivedHoweverManyCopiesCame() {
        assertThat(book.isWhole(List.of(arrival(0), arrival(1), arrival(2), arrival(0))))
                .isFalse();
        assertThat(book.isWhole(List.of(arrival(0), arrival(1), arrival(2), arrival(3))))
                .isTrue();
    }

    @Test
    void bytesThatNoLineHasCountAsBeyondTheInput() {
        Arrival stranger = new Arrival(
                SHARD, position(0), Digest.of(UserRecord.of("a", "other").data()), Instant.EPOCH, 0);
        assertThat(Tally.of(book, List.of(stranger))).isEqualTo(new Tally(1, 0, 1, 0));
    }

    @Test
    void anArrivalComesBackFromItsLine() {
        assertThat(Arrival.parse(arrival(3).toLine())).isEqualTo(arrival(3));
    }

    private Arrival arrival(int line) {
        return new Arrival(SHARD, position(line), Digest.of(book.line(line).data()), Instant.ofEpochMilli(1_123), line);
    }

    private static StreamPosition position(int sequence) {
        return new StreamPosition(new SequenceNumber("" + sequence), 0);
    }
}
