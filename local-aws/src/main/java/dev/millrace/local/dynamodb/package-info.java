/** DynamoDB in memory: tables with their indexes, every item operation with conditions and expressions, and transactions. */
@NullMarked
package dev.millrace.local.dynamodb;

import org.jspecify.annotations.NullMarked;
