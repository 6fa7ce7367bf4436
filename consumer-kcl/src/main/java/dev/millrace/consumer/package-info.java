/** KCL 3 under an engine that never loses a record. */
@NullMarked
package dev.millrace.consumer;

import org.jspecify.annotations.NullMarked;
