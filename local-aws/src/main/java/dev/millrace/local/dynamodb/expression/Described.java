package dev.millrace.local.dynamodb.expression;

import dev.millrace.local.dynamodb.value.Value;
import dev.millrace.local.dynamodb.value.ValueWriter;

/** A value as DynamoDB's errors show it: {@code AttributeValue: {S:text}}. */
final class Described {
    private Described() {}

    static String value(Value value) {
        return "AttributeValue: " + ValueWriter.write(value).toString().replace("\"", "");
    }
}
