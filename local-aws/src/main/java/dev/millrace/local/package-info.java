/** An in-JVM stand-in for Kinesis, and for what its programs need of DynamoDB, CloudWatch and Lambda. */
@NullMarked
package dev.millrace.local;

import org.jspecify.annotations.NullMarked;
