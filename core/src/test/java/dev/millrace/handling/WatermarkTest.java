package dev.millrace.handling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.record.SequenceNumber;
import dev.millrace.record.StreamPosition;
import org.junit.jupiter.api.Test;

class WatermarkTest {
    private final Watermark watermark = new Watermark();

    @Test
    void itStandsBeforeTheFirstPositionThatIsNotDone() {
        Watermark.Entry first = watermark.accept(position(0));
        Watermark.Entry second = watermark.accept(position(1));
        Watermark.Entry third = watermark.accept(position(2));
        third.done();
        second.done();
        assertThat(watermark.reached()).isNull();
        first.done();
        assertThat(watermark.reached()).isEqualTo(position(2));
        assertThat(watermark.pending()).isZero();
    }

    @Test
    void itStaysWhereItWasWhenMoreIsAccepted() {
        watermark.accept(position(0)).done();
        watermark.accept(position(1));
        assertThat(watermark.reached()).isEqualTo(position(0));
        assertThat(watermark.pending()).isEqualTo(1);
    }

    private static StreamPosition position(long sub) {
        return new StreamPosition(new SequenceNumber("100"), sub);
    }
}
