/** CloudWatch in memory: metrics as they were put, statistics and metric math over them, and alarms that the clock evaluates. */
@NullMarked
package dev.millrace.local.cloudwatch;

import org.jspecify.annotations.NullMarked;
