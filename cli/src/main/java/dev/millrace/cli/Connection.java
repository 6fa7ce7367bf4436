package dev.millrace.cli;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** Where the services are and who calls them, from the options, then the environment, then AWS's configuration files. */
final class Connection {
    private static final Region LOCAL_REGION = Region.US_EAST_1;
    private static final StaticCredentialsProvider LOCAL_CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

    private final @Nullable URI endpoint;
    private final Map<String, String> environment;
    private final Region region;
    private final AwsCredentialsProvider credentials;

    private Connection(
            @Nullable URI endpoint,
            Map<String, String> environment,
            Region region,
            AwsCredentialsProvider credentials) {
        this.endpoint = endpoint;
        this.environment = environment;
        this.region = region;
        this.credentials = credentials;
    }

    static Connection local(URI endpoint) {
        return new Connection(endpoint, Map.of(), LOCAL_REGION, LOCAL_CREDENTIALS);
    }

    static Connection resolve(GlobalOptions options, Terminal terminal) {
        Map<String, String> environment = terminal.environment();
        Identity identity = new Identity(options, environment);
        URI endpoint = endpoint(options.endpointUrl(), environment, "KINESIS");
        Region region = identity.region();
        if (endpoint == null || !isLoopback(endpoint)) {
            return new Connection(options.endpointUrl(), environment, required(region), identity.requiredCredentials());
        }
        AwsCredentialsProvider credentials = identity.credentialsAtHand();
        if (credentials == null) {
            terminal.say("No AWS credentials found: using test/test in " + (region == null ? LOCAL_REGION : region)
                    + " at " + endpoint + ".");
        }
        return new Connection(
                options.endpointUrl(),
                environment,
                region == null ? LOCAL_REGION : region,
                credentials == null ? LOCAL_CREDENTIALS : credentials);
    }

    private static Region required(@Nullable Region region) {
        if (region == null) {
            throw new UserError("No region: give --region or set AWS_REGION;"
                    + " for the stand-in that `millrace local` starts, give --endpoint-url http://127.0.0.1:4566.");
        }
        return region;
    }

    /** The endpoint of a service such as {@code KINESIS}; null for AWS's own. */
    @Nullable
    URI endpoint(String service) {
        return endpoint(endpoint, environment, service);
    }

    private static @Nullable URI endpoint(@Nullable URI given, Map<String, String> environment, String service) {
        if (given != null || Boolean.parseBoolean(environment.get("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"))) {
            return given;
        }
        String own = environment.get("AWS_ENDPOINT_URL_" + service);
        String common = own == null || own.isEmpty() ? environment.get("AWS_ENDPOINT_URL") : own;
        return common == null || common.isEmpty() ? null : GlobalOptions.url(common);
    }

    private static boolean isLoopback(URI endpoint) {
        String host = endpoint.getHost();
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.startsWith("127.")
                || host.equals("[::1]");
    }

    Region region() {
        return region;
    }

    AwsCredentialsProvider credentials() {
        return credentials;
    }
}
