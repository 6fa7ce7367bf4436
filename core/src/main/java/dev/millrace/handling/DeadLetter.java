package dev.millrace.handling;

import dev.millrace.record.StreamRecord;

/**
 * A record that is given up on, with all that is needed to look into it and to put it back.
 *
 * @param origin its stream, and who gave up
 * @param record where it lies, its keys and its bytes
 * @param attempts how often the handler was tried in this process; 0 where the data could not be decoded
 * @param cause why the last attempt failed
 */
public record DeadLetter(Origin origin, StreamRecord record, int attempts, Throwable cause) {}
