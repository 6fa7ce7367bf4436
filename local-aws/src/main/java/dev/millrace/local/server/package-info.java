/** The front of the stand-in: one port, HTTP/1.1 and HTTP/2, AWS's wire formats, and the seam behind which services live. */
@NullMarked
package dev.millrace.local.server;

import org.jspecify.annotations.NullMarked;
