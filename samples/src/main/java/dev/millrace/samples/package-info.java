/** Small programs to copy from; the documents' code blocks are regions of them. */
@NullMarked
package dev.millrace.samples;

import org.jspecify.annotations.NullMarked;
