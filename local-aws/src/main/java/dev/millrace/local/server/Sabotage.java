package dev.millrace.local.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.local.fault.Effect;
import dev.millrace.local.fault.Faults;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets the scripted faults have their way with a call. Thread-safe. */
public final class Sabotage {
    private final Faults faults;
    private final ScheduledExecutorService timers;

    public Sabotage(Faults faults, ScheduledExecutorService timers) {
        this.faults = faults;
        this.timers = timers;
    }

    CompletionStage<Outcome> apply(
            AwsCall call, Function<AwsException, Outcome> refusal, Supplier<CompletionStage<Outcome>> service) {
        Iterator<Effect> effects = faults.onCall(call.operation(), stream(call)).iterator();
        return next(effects, refusal, service);
    }

    private CompletionStage<Outcome> next(
            Iterator<Effect> effects,
            Function<AwsException, Outcome> refusal,
            Supplier<CompletionStage<Outcome>> service) {
        if (!effects.hasNext()) {
            return service.get();
        }
        Effect effect = effects.next();
        if (effect instanceof Effect.Refuse error) {
            return done(refusal.apply(new AwsException(error.status(), error.type(), error.message())));
        } else if (effect instanceof Effect.Reset) {
            return done(new Outcome.Broken(true));
        } else if (effect instanceof Effect.DropAnswer) {
            return next(effects, refusal, service).thenApply(answer -> new Outcome.Broken(false));
        } else if (effect instanceof Effect.Hang) {
            return next(effects, refusal, service).thenApply(answer -> new Outcome.Silence());
        } else if (effect instanceof Effect.Delay delay) {
            return next(effects, refusal, service).thenCompose(answer -> later(answer, delay));
        }
        return next(effects, refusal, service);
    }

    private CompletionStage<Outcome> later(Outcome answer, Effect.Delay delay) {
        CompletableFuture<Outcome> future = new CompletableFuture<>();
        var unused =
                timers.schedule(() -> future.complete(answer), delay.duration().toNanos(), TimeUnit.NANOSECONDS);
        return future;
    }

    private static CompletionStage<Outcome> done(Outcome outcome) {
        return CompletableFuture.completedStage(outcome);
    }

    /** The name of the stream that a call is about, where it says so. */
    private static @Nullable String stream(AwsCall call) {
        JsonNode name = call.input().path("StreamName");
        if (name.isTextual()) {
            return name.textValue();
        }
        String arn = call.input()
                .path("StreamARN")
                .asText(call.input().path("ConsumerARN").asText());
        int start = arn.indexOf(":stream/");
        return start < 0 ? null : arn.substring(start + ":stream/".length()).split("/", 2)[0];
    }
}
