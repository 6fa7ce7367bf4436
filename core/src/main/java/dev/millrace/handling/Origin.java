package dev.millrace.handling;

/**
 * Where records come from and who handles them: what dead letters are labelled with.
 *
 * @param stream the stream's name
 * @param application the KCL application, the Lambda function or the replay
 * @param worker which of its processes
 */
public record Origin(String stream, String application, String worker) {}
