package dev.millrace.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** The Java function behind a trigger, with its own log group and a role that may do no more than it is given here. */
public final class HandlerFunction extends Construct {
    private final Function function;

    /**
     * @param statements what the function's role may do beside writing to its own log group
     */
    public HandlerFunction(Construct scope, String id, HandlerSettings settings, List<PolicyStatement> statements) {
        super(scope, id);
        LogGroup logs = LogGroup.Builder.create(this, "Logs")
                .retention(RetentionDays.ONE_MONTH)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        function = Function.Builder.create(this, "Function")
                .runtime(Runtime.JAVA_21)
                .architecture(Architecture.ARM_64)
                .code(Code.fromAsset(settings.code().toString()))
                .handler(settings.handler())
                .memorySize(settings.memoryMib())
                .timeout(Duration.seconds(settings.timeoutSeconds()))
                .logGroup(logs)
                .role(roleOf(logs, statements).withoutPolicyUpdates())
                .build();
    }

    private Role roleOf(LogGroup logs, List<PolicyStatement> statements) {
        PolicyDocument document =
                PolicyDocument.Builder.create().statements(statements).build();
        document.addStatements(PolicyStatement.Builder.create()
                .actions(List.of("logs:CreateLogStream", "logs:PutLogEvents"))
                .resources(List.of(logs.getLogGroupArn()))
                .build());
        // Inline, so that the permissions are there before anything that uses the role is made.
        return Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .inlinePolicies(Map.of("Handler", document))
                .build();
    }

    public Function function() {
        return function;
    }
}
