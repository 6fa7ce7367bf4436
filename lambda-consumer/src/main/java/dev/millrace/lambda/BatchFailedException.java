package dev.millrace.lambda;

/** A batch that must be delivered again, told to Lambda by throwing. Its cause is why the record failed. */
public final class BatchFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BatchFailedException(BatchFailure failure) {
        super(failure.describe(), failure.cause());
    }
}
