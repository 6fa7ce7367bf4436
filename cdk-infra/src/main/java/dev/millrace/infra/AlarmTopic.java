package dev.millrace.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/** The encrypted topic on which alarms speak, when they begin and when they end. */
public final class AlarmTopic extends Construct {
    private static final ServicePrincipal CLOUDWATCH = new ServicePrincipal("cloudwatch.amazonaws.com");

    private final Topic topic;

    public AlarmTopic(Construct scope, String id, Key key, AlarmSettings settings) {
        super(scope, id);
        topic = Topic.Builder.create(this, "Topic")
                .masterKey(key)
                .enforceSsl(true)
                .build();
        // Neither comes by itself: an encrypted topic drops alarms without the first, one with a policy of its own
        // without the
        // second.
        key.addToResourcePolicy(forAlarms("*", "kms:Decrypt", "kms:GenerateDataKey*"));
        topic.addToResourcePolicy(forAlarms(topic.getTopicArn(), "sns:Publish"));
        settings.email().ifPresent(address -> topic.addSubscription(new EmailSubscription(address)));
    }

    private PolicyStatement forAlarms(String resource, String... actions) {
        return PolicyStatement.Builder.create()
                .principals(List.of(CLOUDWATCH))
                .actions(List.of(actions))
                .resources(List.of(resource))
                .conditions(Map.of(
                        "StringEquals",
                        Map.of("aws:SourceAccount", Stack.of(this).getAccount())))
                .build();
    }

    /** Lets the alarm speak here when it begins and when it ends. */
    void announce(Alarm alarm) {
        SnsAction action = new SnsAction(topic);
        alarm.addAlarmAction(action);
        alarm.addOkAction(action);
    }

    public Topic topic() {
        return topic;
    }
}
