package dev.millrace.cli;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The options that every command takes, before or after its name, spelt as the AWS CLI spells them. */
public final class GlobalOptions {
    @Option(
            names = "--endpoint-url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            converter = UrlConverter.class,
            description = "Where the services are; default: AWS_ENDPOINT_URL, else AWS itself.")
    private @Nullable URI endpointUrl;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            scope = ScopeType.INHERIT,
            description = "Default: AWS_REGION, AWS_DEFAULT_REGION, else the profile's.")
    private @Nullable String region;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "The profile in AWS's configuration files; default: AWS_PROFILE.")
    private @Nullable String profile;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Show the libraries' logs and the stack traces of errors, on stderr.")
    private boolean verbose;

    public @Nullable URI endpointUrl() {
        return endpointUrl;
    }

    public @Nullable String region() {
        return region;
    }

    public @Nullable String profile() {
        return profile;
    }

    public boolean verbose() {
        return verbose;
    }

    /** A URL with a scheme and a host: what the SDK needs. */
    static URI url(String text) {
        try {
            URI url = new URI(text);
            if (("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw noUrl(text);
        }
        throw noUrl(text);
    }

    private static UserError noUrl(String text) {
        return new UserError("Endpoint \"" + text + "\" is not a URL: give one such as http://127.0.0.1:4566.");
    }

    private static final class UrlConverter implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            try {
                return url(text);
            } catch (UserError e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
