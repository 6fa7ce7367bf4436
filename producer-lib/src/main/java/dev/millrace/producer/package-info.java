/** An aggregating, batching producer for Kinesis in the KPL wire format, in pure Java. */
@NullMarked
package dev.millrace.producer;

import org.jspecify.annotations.NullMarked;
