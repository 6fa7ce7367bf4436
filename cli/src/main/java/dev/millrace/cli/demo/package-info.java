/** The demo: the whole toolkit in one run, counted and compared. */
@NullMarked
package dev.millrace.cli.demo;

import org.jspecify.annotations.NullMarked;
