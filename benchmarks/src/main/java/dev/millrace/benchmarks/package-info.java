/** What it costs: JMH for the parts, side-by-side runs for the whole. */
@NullMarked
package dev.millrace.benchmarks;

import org.jspecify.annotations.NullMarked;
