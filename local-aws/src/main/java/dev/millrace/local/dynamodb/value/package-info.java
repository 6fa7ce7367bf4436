/** DynamoDB's attribute values: ten types, how they compare, what they weigh, and their JSON. */
@NullMarked
package dev.millrace.local.dynamodb.value;

import org.jspecify.annotations.NullMarked;
