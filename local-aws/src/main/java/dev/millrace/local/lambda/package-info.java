/**
 * Lambda's event source mapping for Kinesis: reads a stream of the stand-in in batches and hands them to a function, which is code
 * in this JVM or a child JVM under AWS's own runtime interface client.
 */
@NullMarked
package dev.millrace.local.lambda;

import org.jspecify.annotations.NullMarked;
