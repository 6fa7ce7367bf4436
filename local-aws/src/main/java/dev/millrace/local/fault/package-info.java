/** What a test may let go wrong on purpose. */
@NullMarked
package dev.millrace.local.fault;

import org.jspecify.annotations.NullMarked;
