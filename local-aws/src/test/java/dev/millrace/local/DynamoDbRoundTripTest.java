package dev.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

class DynamoDbRoundTripTest {
    private static LocalAws aws;
    private static DynamoDbClient dynamo;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
        dynamo = LocalClients.dynamo(aws.endpoint());
        dynamo.createTable(b -> b.tableName("leases")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("leaseKey")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName("leaseKey")
                        .keyType(KeyType.HASH)
                        .build()));
    }

    @AfterAll
    static void stop() {
        dynamo.close();
        aws.close();
    }

    @Test
    void everyTypeOfValueComesBackAsItWent() {
        Map<String, AttributeValue> item = Map.of(
                "leaseKey", AttributeValue.fromS("types"),
                "n", AttributeValue.fromN("1.5"),
                "b", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, -1, 7})),
                "bs", AttributeValue.fromBs(List.of(SdkBytes.fromUtf8String("x"))),
                "l", AttributeValue.fromL(List.of(AttributeValue.fromNul(true), AttributeValue.fromBool(false))),
                "m", AttributeValue.fromM(Map.of("ns", AttributeValue.fromNs(List.of("1", "2")))));
        dynamo.putItem(b -> b.tableName("leases").item(item));

        assertThat(dynamo.getItem(b -> b.tableName("leases").key(key("types"))).item())
                .isEqualTo(item);
    }

    private static Map<String, AttributeValue> key(String value) {
        return Map.of("leaseKey", AttributeValue.fromS(value));
    }

    @Test
    void aFailedConditionIsTheSdksOwnExceptionWithTheItem() {
        dynamo.putItem(b -> b.tableName("leases").item(key("taken")));

        assertThatExceptionOfType(ConditionalCheckFailedException.class)
                .isThrownBy(() -> dynamo.putItem(b -> b.tableName("leases")
                        .item(key("taken"))
                        .conditionExpression("attribute_not_exists(leaseKey)")
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)))
                .satisfies(e -> assertThat(e.item()).isEqualTo(key("taken")));
    }

    @Test
    void aCounterCountsAndShowsItsNewValue() {
        for (int i = 1; i <= 3; i++) {
            String count = String.valueOf(i);
            assertThat(dynamo.updateItem(b -> b.tableName("leases")
                                    .key(key("counter"))
                                    .updateExpression("ADD leaseCounter :one")
                                    .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1")))
                                    .returnValues(ReturnValue.UPDATED_NEW))
                            .attributes())
                    .isEqualTo(Map.of("leaseCounter", AttributeValue.fromN(count)));
        }
    }

    @Test
    void tablesAreDescribedListedAndDeleted() {
        dynamo.createTable(b -> b.tableName("brief")
                .provisionedThroughput(t -> t.readCapacityUnits(5L).writeCapacityUnits(6L))
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.N)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName("id")
                        .keyType(KeyType.HASH)
                        .build()));

        var table = dynamo.describeTable(b -> b.tableName("brief")).table();
        assertThat(table.tableStatus()).isEqualTo(TableStatus.ACTIVE);
        assertThat(table.tableArn()).isEqualTo("arn:aws:dynamodb:us-east-1:000000000000:table/brief");
        assertThat(table.provisionedThroughput().writeCapacityUnits()).isEqualTo(6);
        assertThat(table.creationDateTime()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(dynamo.listTables().tableNames()).contains("brief", "leases");

        dynamo.deleteTable(b -> b.tableName("brief"));
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> dynamo.describeTable(b -> b.tableName("brief")));
    }

    @Test
    void aCancelledTransactionTellsTheReasons() {
        assertThatExceptionOfType(TransactionCanceledException.class)
                .isThrownBy(() -> dynamo.transactWriteItems(b -> b.transactItems(List.of(TransactWriteItem.builder()
                        .conditionCheck(c -> c.tableName("leases")
                                .key(key("none"))
                                .conditionExpression("attribute_exists(leaseKey)"))
                        .build()))))
                .satisfies(e -> assertThat(e.cancellationReasons())
                        .extracting(reason -> reason.code())
                        .containsExactly("ConditionalCheckFailed"));
    }
}
