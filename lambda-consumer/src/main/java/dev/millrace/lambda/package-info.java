/** The same handlers behind a Lambda trigger. */
@NullMarked
package dev.millrace.lambda;

import org.jspecify.annotations.NullMarked;
