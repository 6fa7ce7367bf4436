/**
 * The handlers of {@code dev.millrace.handling} behind a Lambda function's Kinesis trigger. A function's class extends
 * {@link dev.millrace.lambda.KinesisHandler}.
 */
@NullMarked
package dev.millrace.lambda;

import org.jspecify.annotations.NullMarked;
