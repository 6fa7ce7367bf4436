package dev.millrace.infra;

import java.util.List;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/** Managed policies to attach to the roles your own programs run under: one for producers, one for replay. */
public final class StreamPolicies extends Construct {
    private final ManagedPolicy producer;
    private final ManagedPolicy replay;

    public StreamPolicies(Construct scope, String id, StreamAccess access) {
        super(scope, id);
        producer = policy("Producer", "Puts records into the stream", access.toProduce());
        replay = policy("Replay", "Reads ranges of the stream", access.toReplay());
    }

    private ManagedPolicy policy(String id, String description, List<PolicyStatement> statements) {
        return ManagedPolicy.Builder.create(this, id)
                .description(description)
                .statements(statements)
                .build();
    }

    public ManagedPolicy producer() {
        return producer;
    }

    public ManagedPolicy replay() {
        return replay;
    }
}
