/** DynamoDB's expression languages: what is parsed, what is checked while parsing, and what it means to an item. */
@NullMarked
package dev.millrace.local.dynamodb.expression;

import org.jspecify.annotations.NullMarked;
