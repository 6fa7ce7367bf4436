/** What a record is: user records, stream records, hash keys, shard maps and the KPL's aggregated format. */
@NullMarked
package dev.millrace.record;

import org.jspecify.annotations.NullMarked;
