package dev.millrace.infra;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Leaves a test class out, and says so in a line, where Node is not there: the CDK's constructs run in it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsNode.Condition.class)
@interface NeedsNode {

    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (nodeRuns()) {
                return ConditionEvaluationResult.enabled("Node is there");
            }
            String reason =
                    context.getDisplayName() + " left out: no node on the PATH, which the CDK's constructs run in";
            System.out.println(reason);
            return ConditionEvaluationResult.disabled(reason);
        }

        private static boolean nodeRuns() {
            try {
                return new ProcessBuilder("node", "--version")
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted while asking for Node's version", e);
            }
        }
    }
}
