package dev.millrace.infra;

import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/** The whole of it, wired: stream and key, policies, trigger, network, alarms. It names no account, region or resource. */
public final class MillraceStack extends Stack {
    private final EncryptedStream stream;

    /**
     * @param scope the app; null for an app of its own, as in a test
     */
    public MillraceStack(@Nullable Construct scope, String id, MillraceSettings settings) {
        super(scope, id);
        stream = new EncryptedStream(this, "Data", settings.stream());
        StreamAccess access = new StreamAccess(stream);
        StreamPolicies policies = new StreamPolicies(this, "Policies", access);
        settings.handler().ifPresentOrElse(handler -> trigger(handler, settings), this::sayNoTrigger);
        if (settings.network()) {
            network(access);
        }
        alarms(settings);
        output("StreamName", stream.stream().getStreamName());
        output("ProducerPolicyArn", policies.producer().getManagedPolicyArn());
        output("ReplayPolicyArn", policies.replay().getManagedPolicyArn());
    }

    private void trigger(HandlerSettings handler, MillraceSettings settings) {
        StreamTrigger trigger = new StreamTrigger(this, "Trigger", stream, handler, settings.trigger());
        output("FailureQueueUrl", trigger.failures().getQueueUrl());
    }

    private void sayNoTrigger() {
        Annotations.of(this).addInfo("No Lambda trigger: give -c handlerJar=FILE -c handler=package.Class::method");
    }

    private void network(StreamAccess access) {
        StreamNetwork network = new StreamNetwork(this, "Network", access);
        output("VpcId", network.vpc().getVpcId());
    }

    private void alarms(MillraceSettings settings) {
        AlarmTopic topic = new AlarmTopic(this, "Alarms", stream.key(), settings.alarms());
        new IteratorAgeAlarms(
                this, "IteratorAge", stream, settings, settings.handler().isPresent(), topic);
        output("AlarmTopicArn", topic.topic().getTopicArn());
    }

    private void output(String id, String value) {
        CfnOutput.Builder.create(this, id).value(value).build();
    }
}
