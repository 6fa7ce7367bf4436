package dev.millrace.cli;

/** The libraries' logs: silent, or on stderr. To be set before the first logger is made; slf4j-simple reads it once. */
final class Logging {
    private static final String LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

    private Logging() {}

    static void configure(boolean verbose) {
        if (verbose) {
            System.setProperty(LEVEL, "info");
        }
    }
}
