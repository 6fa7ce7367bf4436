package dev.millrace.record;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** MD5, which Kinesis hashes partition keys with and the aggregated format ends in; looked up once a thread, for speed. */
final class Md5 {
    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Md5::create);

    private Md5() {}

    /** This thread's digest, reset. */
    static MessageDigest instance() {
        MessageDigest digest = DIGEST.get();
        digest.reset();
        return digest;
    }

    private static MessageDigest create() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no MD5, which every Java platform must have", e);
        }
    }
}
