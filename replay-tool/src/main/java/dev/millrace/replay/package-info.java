/** Reads a range of a stream again, in lineage order. */
@NullMarked
package dev.millrace.replay;

import org.jspecify.annotations.NullMarked;
