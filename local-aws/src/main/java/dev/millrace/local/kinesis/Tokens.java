package dev.millrace.local.kinesis;

import dev.millrace.local.server.AwsException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Tokens that clients hand back as they got them: what they stand for is inside, with the time and a checksum, so that they
 * survive a restart and a client that invents one is found out.
 */
final class Tokens {
    static final long LIFETIME_MILLIS = Duration.ofMinutes(5).toMillis();

    private Tokens() {}

    static String make(long now, String... parts) {
        String text = now + "/" + String.join("/", parts);
        String sealed = checksum(text) + "/" + text;
        return Base64.getEncoder().encodeToString(sealed.getBytes(StandardCharsets.UTF_8));
    }

    /** The parts of a token for the next page. */
    static List<String> open(String token, long now) {
        List<String> parts = parts(token).orElseThrow(() -> KinesisErrors.invalidArgument("NextToken is invalid."));
        if (now - Long.parseLong(parts.get(0)) > LIFETIME_MILLIS) {
            throw AwsException.badRequest(
                    "ExpiredNextTokenException", "The NextToken is older than 300 seconds: list from the start again.");
        }
        return parts.subList(1, parts.size());
    }

    /** The time of making and then the parts; empty if the token was not made here. */
    static Optional<List<String>> parts(String token) {
        try {
            String sealed = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
            int slash = sealed.indexOf('/');
            String text = sealed.substring(slash + 1);
            return slash > 0 && sealed.substring(0, slash).equals(checksum(text))
                    ? Optional.of(Arrays.asList(text.split("/", -1)))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }
}
