package dev.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterValueException;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** Java's SDK speaks rpc-v2-cbor, zipped where it is long; JSON and the query protocol are asked by hand. */
class CloudWatchRoundTripTest {
    private static final Instant MINUTE = Instant.parse("2026-01-01T00:00:00Z");

    private static LocalAws aws;
    private static CloudWatchClient cloudWatch;

    @BeforeAll
    static void start() {
        aws = LocalAws.builder()
                .clock(Clock.fixed(MINUTE.plusSeconds(120), ZoneOffset.UTC))
                .start();
        cloudWatch = LocalClients.cloudWatch(aws.endpoint());
    }

    @AfterAll
    static void stop() {
        cloudWatch.close();
        aws.close();
    }

    @Test
    void whatIsPutComesBackAsStatisticsPercentilesAndMath() {
        cloudWatch.putMetricData(b -> b.namespace("app")
                .metricData(
                        datum("Latency", MINUTE, 10.0, 20.0, 30.0, 40.0),
                        datum("Latency", MINUTE.plusSeconds(60), 5.0)));

        var answer = cloudWatch.getMetricData(b -> b.startTime(MINUTE)
                .endTime(MINUTE.plusSeconds(120))
                .metricDataQueries(
                        query("average", "Average"),
                        query("p75", "p75"),
                        MetricDataQuery.builder()
                                .id("double")
                                .expression("average * 2")
                                .build()));

        assertThat(answer.metricDataResults())
                .extracting(MetricDataResult::id)
                .containsExactly("average", "p75", "double");
        assertThat(answer.metricDataResults())
                .extracting(MetricDataResult::values)
                .containsExactly(List.of(5.0, 25.0), List.of(5.0, 30.0), List.of(10.0, 50.0));
        assertThat(answer.metricDataResults().get(0).timestamps()).containsExactly(MINUTE.plusSeconds(60), MINUTE);
    }

    private static MetricDatum datum(String name, Instant at, Double... values) {
        return MetricDatum.builder()
                .metricName(name)
                .timestamp(at)
                .dimensions(Dimension.builder().name("host").value("a").build())
                .unit(StandardUnit.MILLISECONDS)
                .values(values)
                .build();
    }

    private static MetricDataQuery query(String id, String stat) {
        return MetricDataQuery.builder()
                .id(id)
                .metricStat(m -> m.metric(metric("Latency")).period(60).stat(stat))
                .build();
    }

    private static Metric metric(String name) {
        return Metric.builder()
                .namespace("app")
                .metricName(name)
                .dimensions(Dimension.builder().name("host").value("a").build())
                .build();
    }

    @Test
    void aThousandDataInOneZippedRequestAreAllStored() {
        cloudWatch.putMetricData(b -> b.namespace("many")
                .metricData(IntStream.range(0, 1000)
                        .mapToObj(i -> datum("Count", MINUTE, (double) i))
                        .toList()));

        List<Datapoint> points = cloudWatch
                .getMetricStatistics(b -> b.namespace("many")
                        .metricName("Count")
                        .dimensions(Dimension.builder().name("host").value("a").build())
                        .startTime(MINUTE)
                        .endTime(MINUTE.plusSeconds(60))
                        .period(60)
                        .statistics(Statistic.SAMPLE_COUNT, Statistic.SUM))
                .datapoints();

        assertThat(points).hasSize(1);
        assertThat(points.get(0).sampleCount()).isEqualTo(1000);
        assertThat(points.get(0).sum()).isEqualTo(499_500);
        assertThat(points.get(0).unit()).isEqualTo(StandardUnit.MILLISECONDS);
    }

    @Test
    void aNamespaceOfAwssOwnIsRefused() {
        assertThatExceptionOfType(InvalidParameterValueException.class)
                .isThrownBy(() ->
                        cloudWatch.putMetricData(b -> b.namespace("AWS/Kinesis").metricData(datum("x", MINUTE, 1.0))))
                .withMessageContaining("AWS/Kinesis for parameter Namespace is invalid")
                .satisfies(
                        e -> assertThat(e.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("x-amzn-query-error"))
                                .hasValue("InvalidParameterValue;Sender"));
    }

    @Test
    void theQueryProtocolPutsAndListsInXml() throws Exception {
        String put = form(
                "Action=PutMetricData&Version=2010-08-01&Namespace=old&MetricData.member.1.MetricName=Tea%20%26%20Co"
                        + "&MetricData.member.1.Value=1.5&MetricData.member.1.Dimensions.member.1.Name=d"
                        + "&MetricData.member.1.Dimensions.member.1.Value=v&MetricData.member.1.Timestamp="
                        + URLEncoder.encode(MINUTE.toString(), StandardCharsets.UTF_8));
        String list = form("Action=ListMetrics&Version=2010-08-01&Namespace=old");
        String get = form("Action=GetMetricStatistics&Version=2010-08-01&Namespace=old&MetricName=Tea%20%26%20Co"
                + "&Dimensions.member.1.Name=d&Dimensions.member.1.Value=v&Period=60&Statistics.member.1=Sum&StartTime="
                + MINUTE + "&EndTime=" + MINUTE.plusSeconds(60));

        assertThat(put).startsWith("<PutMetricDataResponse ");
        assertThat(list)
                .contains(
                        "<Metrics><member><Namespace>old</Namespace><MetricName>Tea &amp; Co</MetricName>"
                                + "<Dimensions><member><Name>d</Name><Value>v</Value></member></Dimensions></member></Metrics>");
        assertThat(get).contains("<Timestamp>" + MINUTE + "</Timestamp><Sum>1.5</Sum>");
        assertThat(form("Action=ListMetrics&Version=2010-08-01&NextToken=x"))
                .contains("<Code>InvalidParameterValue</Code>");
    }

    private static String form(String body) throws Exception {
        return post("application/x-www-form-urlencoded", "", body);
    }

    private static String post(String contentType, String target, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(aws.endpoint() + "/"))
                .header("content-type", contentType)
                .header("x-amz-target", target)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void json10PutsAndLists() throws Exception {
        String json = "application/x-amz-json-1.0";
        String prefix = "GraniteServiceVersion20100801.";
        post(
                json,
                prefix + "PutMetricData",
                "{\"Namespace\":\"json\",\"MetricData\":[{\"MetricName\":\"m\",\"Value\":2}]}");

        assertThat(post(json, prefix + "ListMetrics", "{\"Namespace\":\"json\"}"))
                .isEqualTo("{\"Metrics\":[{\"Namespace\":\"json\",\"MetricName\":\"m\",\"Dimensions\":[]}]}");
    }
}
