/** What happens to a record: handlers, retries, dead letters, the per-key engine and the watermark. */
@NullMarked
package dev.millrace.handling;

import org.jspecify.annotations.NullMarked;
