package dev.millrace.local.server;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a request to its service and back: finds the format, finds the service, and spells what it answers. Thread-safe. */
public final class Front {
    private static final Logger LOG = LoggerFactory.getLogger(Front.class);

    private final List<WireFormat> formats;
    private final Map<String, AwsService> services;
    private final Sabotage sabotage;

    public Front(List<WireFormat> formats, List<AwsService> services, Sabotage sabotage) {
        this.formats = List.copyOf(formats);
        this.sabotage = sabotage;
        this.services = services.stream().collect(Collectors.toMap(AwsService::targetPrefix, Function.identity()));
    }

    /** The formats that every service may be asked in. */
    public static List<WireFormat> commonFormats() {
        return List.of(new TargetFormat(), new RpcV2CborFormat());
    }

    /** Never completes exceptionally: what goes wrong is an answer too. */
    CompletionStage<Outcome> handle(HttpAsk ask) {
        for (WireFormat format : formats) {
            try {
                WireFormat.Target target = format.read(ask);
                if (target != null) {
                    return call(format, ask, target);
                }
            } catch (AwsException e) {
                return CompletableFuture.completedStage(new Outcome.Whole(format.error(ask, e)));
            }
        }
        return CompletableFuture.completedStage(new Outcome.Whole(unknown(ask)));
    }

    private CompletionStage<Outcome> call(WireFormat format, HttpAsk ask, WireFormat.Target target) {
        Function<AwsException, Outcome> refusal = error -> new Outcome.Whole(format.error(ask, error));
        return sabotage.apply(
                target.call(),
                refusal,
                () -> reply(target)
                        .thenApply(reply -> outcome(format, ask, target.call(), reply))
                        .exceptionally(e -> refusal.apply(asAwsError(e, target.call()))));
    }

    private CompletionStage<AwsReply> reply(WireFormat.Target target) {
        AwsService service = services.get(target.service());
        if (service == null) {
            return CompletableFuture.failedStage(AwsException.unknownOperation(
                    target.service() + "." + target.call().operation()));
        }
        try {
            return service.call(target.call());
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private static Outcome outcome(WireFormat format, HttpAsk ask, AwsCall call, AwsReply reply) {
        if (reply instanceof AwsReply.Events events) {
            return new Outcome.Stream(format.events(ask), events.events());
        }
        return new Outcome.Whole(format.answer(ask, call, ((AwsReply.Document) reply).body()));
    }

    private static AwsException asAwsError(Throwable thrown, AwsCall call) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof AwsException error) {
            return error;
        }
        LOG.error("{} failed inside the stand-in; this is a fault of Millrace's", call.operation(), cause);
        return new AwsException(500, "InternalFailure", "The stand-in failed: " + cause);
    }

    private static HttpAnswer unknown(HttpAsk ask) {
        String message = "No AWS operation is known by " + ask.method() + " " + ask.path()
                + " without an X-Amz-Target header.\n";
        return new HttpAnswer(
                404, Map.of("content-type", "text/plain; charset=utf-8"), message.getBytes(StandardCharsets.UTF_8));
    }
}
