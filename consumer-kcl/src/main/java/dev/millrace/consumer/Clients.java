package dev.millrace.consumer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;
import software.amazon.kinesis.common.KinesisClientUtil;

/** The AWS clients, given or made. Closing closes those that were made here. */
final class Clients implements AutoCloseable {
    private final List<SdkAutoCloseable> made = new ArrayList<>();
    final KinesisAsyncClient kinesis;
    final DynamoDbAsyncClient dynamoDb;
    final CloudWatchAsyncClient cloudWatch;

    Clients(ConsumerBuilder settings) {
        try {
            kinesis = orMake(
                    settings.kinesis, () -> KinesisClientUtil.createKinesisAsyncClient(KinesisAsyncClient.builder()));
            dynamoDb = orMake(settings.dynamoDb, DynamoDbAsyncClient::create);
            cloudWatch = settings.metrics ? orMake(settings.cloudWatch, CloudWatchAsyncClient::create) : new Unused();
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    private <C extends SdkAutoCloseable> C orMake(@Nullable C given, Supplier<C> maker) {
        if (given != null) {
            return given;
        }
        C fresh = maker.get();
        made.add(fresh);
        return fresh;
    }

    @Override
    public void close() {
        made.forEach(SdkAutoCloseable::close);
    }

    /** KCL wants a CloudWatch client even where it sends no metrics; a real one would want a region and threads. */
    private static final class Unused implements CloudWatchAsyncClient {
        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
