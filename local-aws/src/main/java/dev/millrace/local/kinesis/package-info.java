/** Kinesis Data Streams: streams, shards, records, iterators, consumers and the limits on them. */
@NullMarked
package dev.millrace.local.kinesis;

import org.jspecify.annotations.NullMarked;
