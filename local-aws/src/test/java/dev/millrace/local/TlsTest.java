package dev.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.ProtocolNegotiation;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

class TlsTest {
    private static LocalAws aws;

    @BeforeAll
    static void start() {
        aws = LocalAws.builder().tlsPort(0).start();
        new RawKinesis(aws.endpoint()).create("s", 1);
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void aClientThatTrustsTheCertificateIsServedTheVersionItChoosesByAlpn(HttpClient.Version version) throws Exception {
        SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(null, trustManagers(), null);
        HttpClient client =
                HttpClient.newBuilder().version(version).sslContext(trusting).build();
        HttpRequest request = HttpRequest.newBuilder(aws.tlsEndpoint())
                .header("X-Amz-Target", "Kinesis_20131202.ListStreams")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();

        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(response.version()).isEqualTo(version);
        assertThat(response.body()).contains("\"s\"");
    }

    @Test
    void theSdkSpeaksHttp2OverTlsWithoutAlpn() throws Exception {
        var http = NettyNioAsyncHttpClient.builder()
                .protocol(Protocol.HTTP2)
                .protocolNegotiation(ProtocolNegotiation.ASSUME_PROTOCOL)
                .tlsTrustManagersProvider(TlsTest::trustManagersUnchecked);
        try (KinesisAsyncClient kinesis = KinesisAsyncClient.builder()
                .endpointOverride(aws.tlsEndpoint())
                .region(software.amazon.awssdk.regions.Region.US_EAST_1)
                .credentialsProvider(LocalClients.CREDENTIALS)
                .httpClientBuilder(http)
                .build()) {
            assertThat(kinesis.listStreams().get().streamNames()).containsExactly("s");
        }
    }

    @Test
    void withoutATlsPortThereIsNoTlsEndpoint() {
        try (LocalAws plain = LocalAws.start()) {
            assertThatThrownBy(plain::tlsEndpoint)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("tlsPort(0)");
        }
    }

    private static TrustManager[] trustManagersUnchecked() {
        try {
            return trustManagers();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static TrustManager[] trustManagers() throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("local", aws.certificate());
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
