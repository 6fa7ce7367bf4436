package dev.millrace.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class UserRecordTest {
    @Test
    void aPartitionKeyHasOneTo256CharactersCountedAsUnicodeDoes() {
        assertThat(UserRecord.of("\uD83D\uDE00".repeat(256), "").partitionKey()).hasSize(512);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UserRecord.of("x".repeat(257), ""))
                .withMessageContaining("257 characters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UserRecord.of("", ""))
                .withMessageContaining("0 characters");
    }

    @Test
    void aPartitionKeyWithHalfASurrogatePairIsRefusedForItHasNoHashKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UserRecord.of("ab\uD83D", ""))
                .withMessageContaining("d83d")
                .withMessageContaining("index 2");
        assertThatIllegalArgumentException().isThrownBy(() -> UserRecord.of("\uDE00\uD83D", ""));
    }

    @Test
    void theDataIsNeverInItsText() {
        assertThat(UserRecord.of("user-1", "secret").toString())
                .contains("user-1", "bytes=6")
                .doesNotContain("secret");
    }

    @Test
    void whoeverReadsTheDataCannotChangeIt() {
        assertThat(UserRecord.of("user-1", "x").data().isReadOnly()).isTrue();
    }
}
