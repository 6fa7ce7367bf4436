package dev.millrace.local.cloudwatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.server.AwsCall;
import dev.millrace.local.server.AwsException;
import dev.millrace.local.server.AwsReply;
import dev.millrace.local.server.AwsService;
import dev.millrace.local.server.QueryFormat;
import dev.millrace.local.server.WireFormat;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** CloudWatch's metrics and alarms, in memory, one set for each region. Thread-safe. */
public final class CloudWatch implements AwsService {
    private static final String TARGET = "GraniteServiceVersion20100801";

    private final Map<String, CloudWatchRegion> regions = new ConcurrentHashMap<>();
    private final Clock clock;

    public CloudWatch(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String targetPrefix() {
        return TARGET;
    }

    /** How older SDKs ask it. */
    public static WireFormat queryFormat() {
        return new QueryFormat(TARGET, "2010-08-01", "http://monitoring.amazonaws.com/doc/2010-08-01/");
    }

    /** Where a region's own services record their metrics. */
    public MetricStore metrics(String region) {
        return region(region).metrics();
    }

    /** Call from time to time: alarms that are due look at their metrics. Cheap when none is. */
    public void tick() {
        regions.values().forEach(region -> region.alarms().tick());
    }

    private CloudWatchRegion region(String name) {
        return regions.computeIfAbsent(name, region -> new CloudWatchRegion(region, clock));
    }

    @Override
    public CompletionStage<AwsReply> call(AwsCall call) {
        Function<Input, ObjectNode> operation = region(call.region()).operation(call.operation());
        if (operation == null) {
            throw AwsException.unknownOperation(call.operation());
        }
        return CompletableFuture.completedFuture(new AwsReply.Document(operation.apply(new Input(call.input()))));
    }
}
