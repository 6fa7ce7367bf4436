package dev.millrace.cli;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileLocation;
import software.amazon.awssdk.profiles.ProfileProperty;
import software.amazon.awssdk.regions.Region;

/** Credentials and region, looked for where the AWS CLI looks for them. */
final class Identity {
    private final @Nullable String profileOption;
    private final @Nullable String regionOption;
    private final Map<String, String> environment;

    Identity(GlobalOptions options, Map<String, String> environment) {
        this.profileOption = options.profile();
        this.regionOption = options.region();
        this.environment = environment;
    }

    /** The region, or null where none is set. EC2's metadata is not asked: a laptop would wait seconds for no answer. */
    @Nullable
    Region region() {
        return Optional.ofNullable(regionOption)
                .or(() -> variable("AWS_REGION"))
                .or(() -> variable("AWS_DEFAULT_REGION"))
                .or(() -> profile().flatMap(profile -> profile.property(ProfileProperty.REGION)))
                .map(Region::of)
                .orElse(null);
    }

    /** By the default chain; it may ask a container's or an instance's metadata. */
    AwsCredentialsProvider requiredCredentials() {
        AwsCredentialsProvider provider = credentialsAtHand();
        return provider != null
                ? provider
                : working(DefaultCredentialsProvider.builder().build());
    }

    /** From the environment or a profile, which takes no time; null where there are none. A profile asked for must work. */
    @Nullable
    AwsCredentialsProvider credentialsAtHand() {
        Optional<Profile> profile = profile();
        if (profileOption != null) {
            return working(ProfileCredentialsProvider.create(profileOption));
        }
        AwsCredentialsProvider environmental = AwsCredentialsProviderChain.of(
                SystemPropertyCredentialsProvider.create(), EnvironmentVariableCredentialsProvider.create());
        if (works(environmental)) {
            return environmental;
        }
        if (variable("AWS_PROFILE").isPresent()) {
            return working(ProfileCredentialsProvider.create());
        }
        AwsCredentialsProvider standing = ProfileCredentialsProvider.create();
        return profile.isPresent() && works(standing) ? standing : null;
    }

    private AwsCredentialsProvider working(AwsCredentialsProvider provider) {
        try {
            provider.resolveCredentials();
            return provider;
        } catch (SdkClientException | IllegalStateException e) {
            throw new UserError(withoutCredentials(e), e);
        }
    }

    private String withoutCredentials(RuntimeException e) {
        return named().map(profile -> "Profile \"" + profile + "\" gives no credentials: " + e.getMessage())
                .orElse(
                        "No AWS credentials: give --profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; for the"
                                + " stand-in that `millrace local` starts, give --endpoint-url http://127.0.0.1:4566.");
    }

    private Optional<String> named() {
        return Optional.ofNullable(profileOption).or(() -> variable("AWS_PROFILE"));
    }

    private static boolean works(AwsCredentialsProvider provider) {
        try {
            provider.resolveCredentials();
            return true;
        } catch (SdkClientException | IllegalStateException e) {
            return false;
        }
    }

    /** The profile in use, which must exist if it was asked for by name. */
    private Optional<Profile> profile() {
        Optional<String> named = named();
        Optional<Profile> found = files().profile(named.orElse("default"));
        if (named.isPresent() && found.isEmpty()) {
            throw new UserError("No profile \"" + named.get()
                    + "\" in AWS's configuration files: give one that `aws configure list-profiles` shows.");
        }
        return found;
    }

    private static ProfileFile files() {
        Path config = ProfileFileLocation.configurationFilePath();
        Path credentials = ProfileFileLocation.credentialsFilePath();
        requireReadable(config);
        requireReadable(credentials);
        try {
            return ProfileFile.defaultProfileFile();
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
            throw new UserError(
                    "AWS's configuration files " + config + " and " + credentials + ": " + e.getMessage(), e);
        }
    }

    /** The SDK passes over a file that it may not read, as if there were none. */
    private static void requireReadable(Path file) {
        if (Files.exists(file) && !(Files.isReadable(file) && !Files.isDirectory(file))) {
            throw new UserError("AWS's configuration file " + file + " cannot be read: mend its permissions, or name"
                    + " another by AWS_CONFIG_FILE or AWS_SHARED_CREDENTIALS_FILE.");
        }
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }
}
