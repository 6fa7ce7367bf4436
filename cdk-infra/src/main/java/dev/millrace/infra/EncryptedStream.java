package dev.millrace.infra;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.kinesis.Stream;
import software.amazon.awscdk.services.kinesis.StreamEncryption;
import software.amazon.awscdk.services.kinesis.StreamMode;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/** A stream and the customer key that encrypts it, so that who may read is decided twice. */
public final class EncryptedStream extends Construct {
    private final Key key;
    private final Stream stream;

    public EncryptedStream(Construct scope, String id, StreamSettings settings) {
        super(scope, id);
        RemovalPolicy removal = settings.retain() ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
        key = Key.Builder.create(this, "Key")
                .description("Records of the stream at " + getNode().getPath())
                .enableKeyRotation(true)
                .removalPolicy(removal)
                .build();
        stream = streamOf(settings).removalPolicy(removal).build();
    }

    private Stream.Builder streamOf(StreamSettings settings) {
        Stream.Builder builder = Stream.Builder.create(this, "Stream")
                .encryption(StreamEncryption.KMS)
                .encryptionKey(key)
                .retentionPeriod(Duration.hours(settings.retentionHours()))
                .streamMode(settings.shardCount().isPresent() ? StreamMode.PROVISIONED : StreamMode.ON_DEMAND);
        settings.name().ifPresent(builder::streamName);
        settings.shardCount().ifPresent(builder::shardCount);
        return builder;
    }

    public Key key() {
        return key;
    }

    public Stream stream() {
        return stream;
    }
}
