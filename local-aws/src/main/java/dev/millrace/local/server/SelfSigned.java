package dev.millrace.local.server;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;

/**
 * A fresh key and a certificate of its own for localhost and 127.0.0.1, good for ten years. The JDK has no public way to make a
 * certificate, and a library for one certificate would weigh more than these lines.
 */
public record SelfSigned(PrivateKey key, X509Certificate certificate) {
    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid(1, 2, 840, 10045, 4, 3, 2));
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    public static SelfSigned make() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            byte[] body = body(pair.getPublic().getEncoded(), Instant.now());
            byte[] whole = Der.sequence(body, ECDSA_WITH_SHA256, Der.bits(sign(pair.getPrivate(), body)));
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            var certificate = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(whole));
            return new SelfSigned(pair.getPrivate(), certificate);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime cannot make a certificate: " + e.getMessage(), e);
        }
    }

    private static byte[] body(byte[] publicKey, Instant now) {
        byte[] version3 = Der.tagged(0, Der.integer(BigInteger.TWO));
        byte[] serial = Der.integer(new BigInteger(64, new SecureRandom()).add(BigInteger.ONE));
        byte[] validity =
                Der.sequence(Der.time(now.minus(Duration.ofDays(1))), Der.time(now.plus(Duration.ofDays(3_650))));
        byte[] name = Der.sequence(Der.set(Der.sequence(Der.oid(2, 5, 4, 3), Der.text("localhost"))));
        byte[] extensions = Der.tagged(3, Der.sequence(alternativeNames(), authority()));
        return Der.sequence(version3, serial, ECDSA_WITH_SHA256, name, validity, name, publicKey, extensions);
    }

    private static byte[] alternativeNames() {
        byte[] host = Der.element(0x82, "localhost".getBytes(StandardCharsets.US_ASCII));
        byte[] address = Der.element(0x87, LOOPBACK);
        return Der.sequence(Der.oid(2, 5, 29, 17), Der.octets(Der.sequence(host, address)));
    }

    /** It may be put into a list of trusted authorities, which is how most clients are told to trust it. */
    private static byte[] authority() {
        return Der.sequence(Der.oid(2, 5, 29, 19), Der.yes(), Der.octets(Der.sequence(Der.yes())));
    }

    private static byte[] sign(PrivateKey key, byte[] content) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        signature.update(content);
        return signature.sign();
    }
}
