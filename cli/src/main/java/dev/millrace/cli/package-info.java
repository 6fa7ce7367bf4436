/** The millrace command: demo, local, streams, put, replay. */
@NullMarked
package dev.millrace.cli;

import org.jspecify.annotations.NullMarked;
