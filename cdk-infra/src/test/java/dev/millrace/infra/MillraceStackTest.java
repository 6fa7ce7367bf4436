package dev.millrace.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

/** What the stack makes. The CDK takes seconds to start, so that one whole and one bare stack serve all the tests. */
@NeedsNode
class MillraceStackTest {
    private static Template whole;
    private static MillraceStack bareStack;
    private static Template bare;

    @BeforeAll
    static void synthesize(@TempDir Path dir) throws Exception {
        Path jar = Files.createFile(dir.resolve("handler.jar"));
        whole = Template.fromStack(
                stack(Map.of("handlerJar", jar.toString(), "handler", "a.B::c", "alarmEmail", "ops@example.com")));
        bareStack = stack(Map.of("network", "false", "shardCount", "2", "streamName", "Clicks", "retain", "false"));
        bare = Template.fromStack(bareStack);
    }

    private static MillraceStack stack(Map<String, ?> context) {
        return new MillraceStack(MillraceApp.create(context), "Millrace", MillraceSettings.fromContext(context));
    }

    @Test
    void theStreamIsEncryptedByARotatedKeyOfTheCustomersAndBothOutliveTheStack() {
        has(whole, "AWS::KMS::Key", """
                {"EnableKeyRotation": true}""");
        has(whole, "AWS::Kinesis::Stream", """
                {"Name": "absent", "RetentionPeriodHours": 72, "StreamModeDetails": {"StreamMode": "ON_DEMAND"},
                 "StreamEncryption": {"EncryptionType": "KMS", "KeyId": "arn of AWS::KMS::Key"}}""");
        whole.allResources("AWS::KMS::Key", Map.of("DeletionPolicy", "Retain"));
        whole.allResources("AWS::Kinesis::Stream", Map.of("DeletionPolicy", "Retain"));
    }

    @Test
    void aShardCountANameAndAStackToThrowAwayAreHonoured() {
        has(bare, "AWS::Kinesis::Stream", """
                {"Name": "Clicks", "ShardCount": 2, "StreamModeDetails": {"StreamMode": "PROVISIONED"}}""");
        bare.allResources("AWS::Kinesis::Stream", Map.of("DeletionPolicy", "Delete"));
    }

    @Test
    void theTriggerReportsFailuresBisectsRetriesAFewTimesAndParksTheRest() {
        has(whole, "AWS::Lambda::EventSourceMapping", """
                {"EventSourceArn": "arn of AWS::Kinesis::Stream", "StartingPosition": "TRIM_HORIZON", "BatchSize": 500,
                 "FunctionName": "arn of AWS::Lambda::Function", "FunctionResponseTypes": ["ReportBatchItemFailures"],
                 "BisectBatchOnFunctionError": true, "MaximumRetryAttempts": 5,
                 "DestinationConfig": {"OnFailure": {"Destination": "arn of AWS::SQS::Queue"}}}""");
    }

    @Test
    void theHandlersRoleMayReadThisStreamDecryptParkAndLogAndNothingElse() {
        whole.resourceCountIs("AWS::IAM::Role", 1);
        whole.resourceCountIs("AWS::IAM::Policy", 0);
        has(whole, "AWS::IAM::Role", """
                {"ManagedPolicyArns": "absent", "Policies": [{"PolicyDocument": {"Statement": [
                  {"Effect": "Allow", "Resource": "arn of AWS::Kinesis::Stream", "Action": ["kinesis:DescribeStream",
                    "kinesis:DescribeStreamSummary", "kinesis:GetRecords", "kinesis:GetShardIterator",
                    "kinesis:ListShards"]},
                  KEY{"Action": "kms:Decrypt"},
                  {"Effect": "Allow", "Resource": "arn of AWS::SQS::Queue", "Action": "sqs:SendMessage"},
                  {"Effect": "Allow", "Resource": "arn of AWS::Logs::LogGroup",
                    "Action": ["logs:CreateLogStream", "logs:PutLogEvents"]}]}}]}""");
    }

    @Test
    void aProducerMayPutAndEncrypt() {
        has(whole, "AWS::IAM::ManagedPolicy", """
                {"PolicyDocument": {"Statement": [
                  {"Effect": "Allow", "Resource": "arn of AWS::Kinesis::Stream", "Action":
                    ["kinesis:DescribeStreamSummary", "kinesis:ListShards", "kinesis:PutRecord", "kinesis:PutRecords"]},
                  KEY{"Action": "kms:GenerateDataKey"}]}}""");
    }

    @Test
    void aReplayMayReadAndDecrypt() {
        has(whole, "AWS::IAM::ManagedPolicy", """
                {"PolicyDocument": {"Statement": [
                  {"Effect": "Allow", "Resource": "arn of AWS::Kinesis::Stream", "Action":
                    ["kinesis:DescribeStreamSummary", "kinesis:GetRecords", "kinesis:GetShardIterator",
                     "kinesis:ListShards"]},
                  KEY{"Action": "kms:Decrypt"}]}}""");
    }

    @Test
    void theEndpointLetsOnlyThisAccountPassAndOnlyToThisStream() {
        has(whole, "AWS::EC2::VPCEndpoint", """
                {"VpcEndpointType": "Interface", "PrivateDnsEnabled": true,
                 "ServiceName": {"Fn::Join": ["", ["com.amazonaws.", {"Ref": "AWS::Region"}, ".kinesis-streams"]]},
                 "PolicyDocument": {"Statement": [
                   {"Resource": "arn of AWS::Kinesis::Stream",
                    "Action": ["kinesis:DescribeStream", "kinesis:DescribeStreamSummary", "kinesis:GetRecords",
                      "kinesis:GetShardIterator", "kinesis:ListShards", "kinesis:PutRecord", "kinesis:PutRecords"],
                    "Condition": {"StringEquals": {"aws:PrincipalAccount": {"Ref": "AWS::AccountId"}}}},
                   {"Resource": {"Fn::Join": ["", ["arn of AWS::Kinesis::Stream", "/consumer/*"]]},
                    "Action": ["kinesis:DescribeStreamConsumer", "kinesis:SubscribeToShard"],
                    "Condition": {"StringEquals": {"aws:PrincipalAccount": {"Ref": "AWS::AccountId"}}}}]}}""");
    }

    @Test
    void theNetworkHasNoWayToTheInternet() {
        whole.resourceCountIs("AWS::EC2::InternetGateway", 0);
        whole.resourceCountIs("AWS::EC2::NatGateway", 0);
    }

    @Test
    void alarmsTellOfLateConsumersAndOfDataAboutToExpire() {
        has(whole, "AWS::CloudWatch::Alarm", iteratorAge(900_000, 15, "breaching"));
        has(whole, "AWS::CloudWatch::Alarm", iteratorAge(36 * 3_600_000, 5, "notBreaching"));
    }

    private static String iteratorAge(int millis, int minutes, String silence) {
        return """
                {"Namespace": "AWS/Kinesis", "MetricName": "GetRecords.IteratorAgeMilliseconds", "Statistic": "Maximum",
                 "Dimensions": [{"Name": "StreamName", "Value": "ref to AWS::Kinesis::Stream"}], "Period": 60,
                 "ComparisonOperator": "GreaterThanThreshold", "Threshold": %1$d,
                 "EvaluationPeriods": %2$d, "DatapointsToAlarm": %2$d, "TreatMissingData": "%3$s"}""".formatted(millis, minutes, silence);
    }

    @Test
    void alarmsSpeakWhenTheyBeginAndWhenTheyEnd() {
        whole.allResourcesProperties("AWS::CloudWatch::Alarm", new Expected(whole).properties("""
                        {"AlarmActions": ["ref to AWS::SNS::Topic"], "OKActions": ["ref to AWS::SNS::Topic"]}"""));
        has(whole, "AWS::SNS::Subscription", """
                {"TopicArn": "ref to AWS::SNS::Topic", "Protocol": "email", "Endpoint": "ops@example.com"}""");
    }

    @Test
    void silenceIsNoAlarmWhereNobodyIsDeclaredToRead() {
        bare.allResourcesProperties("AWS::CloudWatch::Alarm", Map.of("TreatMissingData", "notBreaching"));
    }

    @Test
    void cloudWatchMayPublishToTheTopicAndUseItsKey() {
        has(whole, "AWS::SNS::Topic", """
                {"KmsMasterKeyId": "arn of AWS::KMS::Key"}""");
        hasStatement("AWS::KMS::Key", "KeyPolicy", "[\"kms:Decrypt\", \"kms:GenerateDataKey*\"]");
        hasStatement("AWS::SNS::TopicPolicy", "PolicyDocument", "\"sns:Publish\"");
    }

    private static void hasStatement(String type, String document, String actions) {
        Map<String, Object> statement = new Expected(whole).properties("""
                {"Effect": "Allow", "Principal": {"Service": "cloudwatch.amazonaws.com"}, "Action": %s,
                 "Condition": {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}}""".formatted(actions));
        whole.hasResourceProperties(
                type, Map.of(document, Map.of("Statement", Match.arrayWith(List.of(Match.objectLike(statement))))));
    }

    @Test
    void withoutAHandlerThereIsNoTriggerAndTheStackSaysSo() {
        bare.resourceCountIs("AWS::Lambda::EventSourceMapping", 0);
        bare.resourceCountIs("AWS::SQS::Queue", 0);
        Annotations.fromStack(bareStack).hasInfo("/Millrace", Match.stringLikeRegexp("No Lambda trigger: give -c .*"));
    }

    @Test
    void withoutANetworkNothingIsBilledByTheHour() {
        bare.resourceCountIs("AWS::EC2::VPC", 0);
        bare.resourceCountIs("AWS::EC2::VPCEndpoint", 0);
    }

    @Test
    void theTemplateNamesNoAccountAndNoRegion() {
        assertThat(whole.toJSON().toString())
                .doesNotContainPattern(Pattern.compile("(?<![0-9a-f])\\d{12}(?![0-9a-f])"))
                .doesNotContainPattern("(us|eu|ap)-[a-z]+-\\d");
    }

    private static void has(Template template, String type, String properties) {
        template.hasResourceProperties(type, new Expected(template).properties(throughKinesis(properties)));
    }

    /** {@code KEY{...}} stands for a statement on the key that holds only by way of Kinesis and for this stream. */
    private static String throughKinesis(String json) {
        return json.replace("KEY{", """
                {"Effect": "Allow", "Resource": "arn of AWS::KMS::Key", "Condition": {"StringEquals": {
                   "kms:EncryptionContext:aws:kinesis:arn": "arn of AWS::Kinesis::Stream",
                   "kms:ViaService": {"Fn::Join": ["",
                     ["kinesis.", {"Ref": "AWS::Region"}, ".", {"Ref": "AWS::URLSuffix"}]]}}},""");
    }
}
