/** The stream's infrastructure as CDK constructs, and one thin app that puts them together. */
@NullMarked
package dev.millrace.infra;

import org.jspecify.annotations.NullMarked;
