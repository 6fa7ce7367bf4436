package dev.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HttpFrontTest {
    private static LocalAws aws;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @Test
    void anHttp11RequestMayUpgradeToHttp2() throws Exception {
        HttpClient upgrading =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();

        HttpResponse<String> response = upgrading.send(listStreams(), HttpResponse.BodyHandlers.ofString());

        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("x-amzn-requestid")).isPresent();
    }

    @Test
    void aForeignHostHeaderIsRefused() throws Exception {
        assertThat(statusLine("rebound.example.com")).contains("403");
        assertThat(statusLine("localhost:" + aws.endpoint().getPort())).contains("200");
        assertThat(statusLine("127.0.0.1")).contains("200");
    }

    @Test
    void aBodyOf31MiBStillGetsAnAnswerOfTheServices() throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(aws.endpoint())
                                .header("X-Amz-Target", "Kinesis_20131202.ListStreams")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[31 << 20]))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("SerializationException");
    }

    @Test
    void aRequestThatIsNoOperationIsNotFound() throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(aws.endpoint().resolve("/nothing"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("/nothing");
    }

    @Test
    void aTakenPortIsSaidWithItsNumber() {
        int port = aws.endpoint().getPort();

        assertThatThrownBy(() -> LocalAws.builder().port(port).start())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("127.0.0.1:" + port);
    }

    @Test
    void aRequestThatCannotBeReadIsAnsweredAndTheConnectionStays() throws Exception {
        try (Socket socket = new Socket(aws.endpoint().getHost(), aws.endpoint().getPort())) {
            String badPath = "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n";
            String form = "Action=PutMetricData&Version=2010-08-01&member.1=x";
            String badForm = "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length()
                    + "\r\n\r\n" + form;
            socket.getOutputStream().write((badPath + badForm).getBytes(StandardCharsets.US_ASCII));

            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(answers.split("HTTP/1.1 400", -1)).hasSize(3);
            assertThat(answers).contains("The request cannot be read", "MalformedQueryString");
        }
    }

    private static HttpRequest listStreams() {
        return HttpRequest.newBuilder(aws.endpoint())
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "Kinesis_20131202.ListStreams")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
    }

    /** The JDK's client does not let a caller choose the Host header. */
    private static String statusLine(String host) throws IOException {
        URI endpoint = aws.endpoint();
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            String request = "POST / HTTP/1.1\r\nHost: " + host
                    + "\r\nX-Amz-Target: Kinesis_20131202.ListStreams\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.substring(0, answer.indexOf('\r'));
        }
    }
}
