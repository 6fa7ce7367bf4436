package dev.millrace.local.kinesis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.fault.Faults;
import dev.millrace.local.server.AwsCall;
import dev.millrace.local.server.AwsException;
import dev.millrace.local.server.AwsReply;
import dev.millrace.local.server.AwsService;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Kinesis Data Streams behind the port: finds the operation, checks its input, runs it. Thread-safe; nothing in it blocks. */
public final class KinesisService implements AwsService {
    private static final long FORGET_EVERY_MILLIS = 1_000;

    private final Clock clock;
    private final Account account = new Account();
    private final Map<String, Operation> operations = new HashMap<>();
    private final Subscriptions subscriptions;
    private final MemoryBudget budget;
    private volatile long forgotAt;

    /** @param executor runs subscriptions; its tasks do not block */
    public KinesisService(Clock clock, KinesisSettings settings, Faults faults, Executor executor) {
        this.clock = clock;
        this.budget = new MemoryBudget(settings.maxStoredBytes());
        Streams streams = new Streams(account);
        AccountSettings accountSettings = new AccountSettings();
        this.subscriptions = new Subscriptions(clock, settings.limits(), executor);
        new StreamOperations(account, streams, settings).addTo(operations);
        new ShardOperations(streams).addTo(operations);
        new ScalingOperations(account, streams).addTo(operations);
        new SettingOperations(streams, accountSettings).addTo(operations);
        new AccountOperations(account, accountSettings).addTo(operations);
        new ResourceOperations(streams).addTo(operations);
        new WriteOperations(streams, faults).addTo(operations);
        new ReadOperations(account, streams, faults).addTo(operations);
        new ConsumerOperations(streams, settings, subscriptions).addTo(operations);
    }

    @Override
    public String targetPrefix() {
        return "Kinesis_20131202";
    }

    @Override
    public CompletionStage<AwsReply> call(AwsCall call) {
        Operation operation = operations.get(call.operation());
        Shape.Structure shape = Inputs.BY_OPERATION.get(call.operation());
        if (operation == null || shape == null) {
            throw AwsException.unknownOperation(call.operation());
        }
        Violations.check(shape, call.input());
        return CompletableFuture.completedStage(
                operation.run(new KinesisCall(call.input(), call.region(), clock.millis())));
    }

    /** Lets time do its work: idle subscriptions get their empty events, old ones end. To be called a few times a second. */
    public void tick() {
        long now = clock.millis();
        subscriptions.tick(now);
        if (Math.abs(now - forgotAt) >= FORGET_EVERY_MILLIS) {
            forgotAt = now;
            account.forgetOld(now);
            budget.enforce(account.shards());
        }
    }

    /** One operation on checked input. */
    interface Operation {
        AwsReply run(KinesisCall call);

        static Operation answering(Answering answering) {
            return call -> new AwsReply.Document(answering.run(call));
        }
    }

    /** An operation that answers with a document. */
    interface Answering {
        ObjectNode run(KinesisCall call);
    }
}
