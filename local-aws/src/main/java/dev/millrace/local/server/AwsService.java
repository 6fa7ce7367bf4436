package dev.millrace.local.server;

import java.util.concurrent.CompletionStage;

/**
 * One AWS service behind the port. Called from I/O threads: an operation that has to wait returns an unfinished stage, it
 * never blocks. An {@link AwsException}, thrown or completed with, becomes AWS's own error answer; an operation the service
 * does not have is an {@link AwsException#unknownOperation}.
 */
public interface AwsService {
    /** The part of {@code X-Amz-Target} before the dot, such as {@code Kinesis_20131202}. */
    String targetPrefix();

    CompletionStage<AwsReply> call(AwsCall call);
}
