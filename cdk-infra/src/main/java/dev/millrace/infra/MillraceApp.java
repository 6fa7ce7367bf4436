package dev.millrace.infra;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/** The app behind {@code cdk synth} and {@code cdk deploy}: one stack, shaped by context values. */
public final class MillraceApp {
    /** Kept here and not in cdk.json, so that tests see the same template. */
    private static final Map<String, Object> FEATURE_FLAGS = Map.of(
            "@aws-cdk/aws-iam:minimizePolicies", true,
            "@aws-cdk/core:validateAgainstDefaultRules", true);

    private MillraceApp() {}

    public static void main(String[] args) {
        App app = create(Map.of());
        try {
            new MillraceStack(app, "Millrace", settingsOf(app));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        app.synth();
    }

    /** An app with this module's feature flags. */
    static App create(Map<String, ?> context) {
        Map<String, Object> values = new HashMap<>(FEATURE_FLAGS);
        values.putAll(context);
        return new App(AppProps.builder().context(values).build());
    }

    @SuppressWarnings("unchecked") // The CDK declares Object; a construct tree's context is an object with string keys.
    private static MillraceSettings settingsOf(App app) {
        return MillraceSettings.fromContext((Map<String, ?>) app.getNode().getAllContext());
    }
}
