package dev.millrace.local.lambda;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.server.AwsCall;
import dev.millrace.local.server.AwsException;
import dev.millrace.local.server.AwsReply;
import dev.millrace.local.server.AwsService;
import dev.millrace.local.server.WireFormat;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The part of Lambda that reads streams: event source mappings for functions that were registered in this JVM. Code cannot be
 * uploaded. Thread-safe.
 */
public final class LambdaService implements AwsService, AutoCloseable {
    static final String TARGET = "AWSLambda";

    private final AwsService kinesis;
    private final InstantSource clock;
    private final Map<String, LambdaFunction> functions = new ConcurrentHashMap<>();
    private final Map<String, FailureDestination> destinations = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Mapping> mappings = new ConcurrentHashMap<>();

    public LambdaService(AwsService kinesis, InstantSource clock) {
        this.kinesis = kinesis;
        this.clock = clock;
    }

    @Override
    public String targetPrefix() {
        return TARGET;
    }

    /** How clients ask it. */
    public static WireFormat restFormat() {
        return new LambdaRestFormat();
    }

    /** Lets mappings be made for the function, by its name; it stays the caller's. */
    public void register(LambdaFunction function) {
        functions.put(function.name(), function);
    }

    /** What stands behind a queue's, topic's or bucket's ARN as an on-failure destination. */
    public void destination(String arn, FailureDestination destination) {
        destinations.put(arn, destination);
    }

    /** Registers the function and starts a mapping for it. */
    public EventSourceMapping attach(String streamArn, LambdaFunction function, MappingSettings settings) {
        register(function);
        EventSourceMapping started = EventSourceMapping.start(kinesis, streamArn, function, settings, clock);
        mappings.put(started.id(), new Mapping(streamArn, function.name(), settings, "", started, clock.instant()));
        return started;
    }

    @Override
    public CompletionStage<AwsReply> call(AwsCall call) {
        return switch (call.operation()) {
            case "CreateEventSourceMapping" -> create(new MappingInput(call.input()));
            case "GetEventSourceMapping" -> reply(mapping(call).describe());
            case "ListEventSourceMappings" -> reply(list(call.input()));
            case "DeleteEventSourceMapping" -> reply(delete(call));
            default -> throw AwsException.unknownOperation(call.operation());
        };
    }

    private CompletionStage<AwsReply> create(MappingInput input) {
        Mapping mapping = started(input);
        EventSourceMapping started = mapping.started();
        return started.ready().handle((ready, error) -> {
            if (error != null) {
                mappings.remove(started.id());
                started.close();
                throw LambdaErrors.invalid("Stream not found: " + mapping.streamArn());
            }
            return new AwsReply.Document(mapping.describe("Creating"));
        });
    }

    /** One at a time, so that of two equal ones the second is refused. */
    private synchronized Mapping started(MappingInput input) {
        String streamArn = input.streamArn();
        LambdaFunction function = functions.get(input.functionName());
        if (function == null) {
            throw LambdaErrors.noFunction(Arns.function(Arns.region(streamArn), input.functionName()));
        }
        if (!input.enabled()) {
            throw LambdaErrors.invalid("Enabled false is not available here: create the mapping when it is to read.");
        }
        requireNew(streamArn, function.name());
        MappingSettings settings = withDestination(input.settings(clock.instant()), input.failureArn());
        EventSourceMapping started = EventSourceMapping.start(kinesis, streamArn, function, settings, clock);
        Mapping mapping =
                new Mapping(streamArn, function.name(), settings, input.failureArn(), started, clock.instant());
        mappings.put(started.id(), mapping);
        return mapping;
    }

    private void requireNew(String streamArn, String function) {
        mappings.forEach((id, mapping) -> {
            if (mapping.streamArn().equals(streamArn) && mapping.function().equals(function)) {
                throw LambdaErrors.mappingExists(streamArn, function, id);
            }
        });
    }

    private MappingSettings withDestination(MappingSettings settings, String arn) {
        if (arn.isEmpty()) {
            return settings;
        }
        FailureDestination destination = destinations.get(arn);
        if (destination == null) {
            throw LambdaErrors.invalid("On-failure destination " + arn + ": nothing stands behind it here.");
        }
        return settings.withOnFailure(destination);
    }

    private Mapping mapping(AwsCall call) {
        String id = call.input().path("UUID").asText("");
        Mapping mapping = mappings.get(id);
        if (mapping == null) {
            throw LambdaErrors.noMapping(id);
        }
        return mapping;
    }

    private ObjectNode list(ObjectNode input) {
        String stream = input.path("EventSourceArn").asText("");
        String function = MappingInput.functionName(input.path("FunctionName").asText(""));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode found = answer.putArray("EventSourceMappings");
        mappings.values().stream()
                .filter(mapping -> stream.isEmpty() || stream.equals(mapping.streamArn()))
                .filter(mapping -> function.isEmpty() || function.equals(mapping.function()))
                .forEach(mapping -> found.add(mapping.describe()));
        return answer;
    }

    private ObjectNode delete(AwsCall call) {
        Mapping mapping = mapping(call);
        mappings.remove(mapping.started().id());
        mapping.started().close();
        return mapping.describe("Deleting");
    }

    private static CompletionStage<AwsReply> reply(ObjectNode body) {
        return CompletableFuture.completedFuture(new AwsReply.Document(body));
    }

    /** Ends the mappings. */
    @Override
    public void close() {
        mappings.values().forEach(mapping -> mapping.started().close());
    }
}
