package dev.millrace.local;

import dev.millrace.local.cloudwatch.CloudWatch;
import dev.millrace.local.cloudwatch.MeteredKinesis;
import dev.millrace.local.dynamodb.DynamoDb;
import dev.millrace.local.fault.Faults;
import dev.millrace.local.kinesis.KinesisService;
import dev.millrace.local.kinesis.KinesisSettings;
import dev.millrace.local.lambda.EventSourceMapping;
import dev.millrace.local.lambda.LambdaFunction;
import dev.millrace.local.lambda.LambdaService;
import dev.millrace.local.lambda.MappingSettings;
import dev.millrace.local.server.AwsService;
import dev.millrace.local.server.Front;
import dev.millrace.local.server.LocalServer;
import dev.millrace.local.server.Sabotage;
import dev.millrace.local.server.SelfSigned;
import dev.millrace.local.server.WireFormat;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An in-JVM stand-in for AWS on one port of this machine, for programs that use Kinesis and what goes with it. Any region and
 * any credentials will do; the account is 000000000000. Everything is held in memory and gone after {@link #close}.
 *
 * <pre>{@code
 * try (LocalAws aws = LocalAws.start()) {
 *     KinesisAsyncClient kinesis = KinesisAsyncClient.builder().endpointOverride(aws.endpoint()).build();
 * }
 * }</pre>
 *
 * <p>Thread-safe. Its threads are daemons.
 */
public final class LocalAws implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalAws.class);
    private static final long TICK_MILLIS = 20;

    private final LocalServer server = new LocalServer();
    private final Faults faults = new Faults();
    private final LambdaService lambda;
    private final URI endpoint;
    private final @Nullable TlsEndpoint tls;

    /** The wiring: each service is registered here, with the wire formats that only it is asked in. */
    LocalAws(LocalAwsBuilder settings) {
        Clock clock = settings.clock;
        List<AwsService> services = new ArrayList<>();
        List<WireFormat> formats = new ArrayList<>(Front.commonFormats());

        KinesisService kinesis = new KinesisService(
                clock,
                new KinesisSettings(settings.limits, settings.transition.toMillis(), settings.maxStoredBytes),
                faults,
                server.timers());
        every(kinesis::tick);
        services.add(new DynamoDb(clock, faults));
        CloudWatch cloudWatch = new CloudWatch(clock);
        every(cloudWatch::tick);
        services.add(cloudWatch);
        services.add(new MeteredKinesis(kinesis, cloudWatch, clock));
        formats.add(CloudWatch.queryFormat());
        lambda = new LambdaService(kinesis, clock);
        services.add(lambda);
        formats.add(LambdaService.restFormat());

        Front front = new Front(formats, services, new Sabotage(faults, server.timers()));
        endpoint = URI.create("http://" + settings.host + ":" + server.listen(settings.host, settings.port, front));
        tls = settings.tlsPort == LocalAwsBuilder.NO_PORT ? null : listenWithTls(settings, front);
    }

    private TlsEndpoint listenWithTls(LocalAwsBuilder settings, Front front) {
        SelfSigned identity = SelfSigned.make();
        int port = server.listen(settings.host, settings.tlsPort, front, identity);
        return new TlsEndpoint(URI.create("https://" + settings.host + ":" + port), identity.certificate());
    }

    private void every(Runnable tick) {
        var unused = server.timers()
                .scheduleWithFixedDelay(() -> guarded(tick), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** A tick that throws would be the last. */
    private static void guarded(Runnable tick) {
        try {
            tick.run();
        } catch (RuntimeException e) {
            LOG.error("A timer of the stand-in failed; this is a fault of Millrace's", e);
        }
    }

    /** Starts on a free port with the service's own limits. */
    public static LocalAws start() {
        return builder().start();
    }

    public static LocalAwsBuilder builder() {
        return new LocalAwsBuilder();
    }

    /** Where to point clients, such as {@code http://127.0.0.1:4566}. */
    public URI endpoint() {
        return endpoint;
    }

    /**
     * Where to point clients that want TLS, such as {@code https://127.0.0.1:4567}.
     *
     * @throws IllegalStateException if no TLS port was asked for
     */
    public URI tlsEndpoint() {
        return tls().uri();
    }

    /**
     * What to trust for TLS: made at the start, for localhost and 127.0.0.1, signed by itself.
     *
     * @throws IllegalStateException if no TLS port was asked for
     */
    public X509Certificate certificate() {
        return tls().certificate();
    }

    private TlsEndpoint tls() {
        if (tls == null) {
            throw new IllegalStateException("There is no TLS port: ask for one with tlsPort(0) before start().");
        }
        return tls;
    }

    private record TlsEndpoint(URI uri, X509Certificate certificate) {}

    /** What is to go wrong on purpose; nothing at first. */
    public Faults faults() {
        return faults;
    }

    /**
     * Starts a Lambda event source mapping: the function gets the stream's records in batches, until the mapping or this is
     * closed. The function stays the caller's.
     *
     * @param streamArn such as {@code arn:aws:kinesis:us-east-1:000000000000:stream/clicks}
     */
    public EventSourceMapping attach(String streamArn, LambdaFunction function, MappingSettings settings) {
        return lambda.attach(streamArn, function, settings);
    }

    /** Lambda's event source mappings: what they may invoke, and where they tell of failures. */
    public LambdaService lambda() {
        return lambda;
    }

    /** Stops listening and drops what is connected, at once; ends the mappings. */
    @Override
    public void close() {
        lambda.close();
        server.close();
    }
}
