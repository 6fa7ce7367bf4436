package dev.millrace.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SequenceNumberTest {
    @Test
    void sequenceNumbersOrderAsIntegersNotAsText() {
        assertThat(new SequenceNumber("100")).isGreaterThan(new SequenceNumber("99"));
        assertThat(new SequenceNumber("99")).isGreaterThan(new SequenceNumber("98"));
    }

    @Test
    void positionsOrderBySequenceNumberThenSubSequenceNumber() {
        StreamPosition early = new StreamPosition(new SequenceNumber("99"), 7);
        StreamPosition later = new StreamPosition(new SequenceNumber("100"), 0);
        assertThat(early).isLessThan(later).hasToString("99:7");
        assertThat(later).isLessThan(new StreamPosition(new SequenceNumber("100"), 1));
    }

    @Test
    void whatIsNoNumberIsRefusedByValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SequenceNumber("TRIM_HORIZON"))
                .withMessageContaining("TRIM_HORIZON");
    }
}
