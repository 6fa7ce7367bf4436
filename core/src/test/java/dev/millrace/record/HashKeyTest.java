package dev.millrace.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashKeyTest {
    private static final long SEED = 20261123;

    @Test
    void aPartitionKeyHashesToTheMd5OfItsUtf8BytesReadAsAnUnsignedNumber() throws Exception {
        for (String key : new String[] {"user-1", "a", "ключ", "鍵", "\uD83D\uDE00"}) {
            byte[] md5 = MessageDigest.getInstance("MD5").digest(key.getBytes(StandardCharsets.UTF_8));
            assertThat(HashKey.ofPartitionKey(key)).hasToString(new BigInteger(1, md5).toString());
        }
    }

    @Test
    void decimalFormsComeBackAndOrderAsTheIntegersTheyAre() {
        Random random = new Random(SEED);
        for (int i = 0; i < 1_000; i++) {
            BigInteger a = new BigInteger(random.nextInt(129), random);
            BigInteger b = new BigInteger(128, random);
            HashKey left = HashKey.parse(a.toString());
            HashKey right = HashKey.parse(b.toString());
            assertThat(left).as("seed %d", SEED).hasToString(a.toString());
            assertThat(Integer.signum(left.compareTo(right)))
                    .as("%s and %s, seed %d", a, b, SEED)
                    .isEqualTo(a.compareTo(b));
        }
    }

    @Test
    void theLargestHashKeyIsTwoTo128MinusOne() {
        assertThat(HashKey.MAX).hasToString("340282366920938463463374607431768211455");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "+1",
                "01",
                " 1",
                "0x1",
                "1e3",
                "340282366920938463463374607431768211456",
                "١",
                "9999999999999999999999999999999999999999999"
            })
    void anythingButACanonicalDecimalInRangeIsRefusedByValue(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HashKey.parse(text))
                .withMessageContaining("\"" + text + "\"");
    }
}
