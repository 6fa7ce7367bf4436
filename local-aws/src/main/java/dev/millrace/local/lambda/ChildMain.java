package dev.millrace.local.lambda;

import java.io.IOException;

/**
 * What a child JVM runs: AWS's runtime interface client, and beside it a watch on standard input. The parent holds the other end
 * and never writes, so the end of input says that the parent is gone, however it went, and the child must not outlive it.
 */
public final class ChildMain {
    private static final String RUNTIME_CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

    private ChildMain() {}

    /**
     * Standard output is left to the log's frames; what the function prints goes to standard error.
     *
     * @param arguments the runtime interface client's: the handler's class
     */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread watch = new Thread(ChildMain::haltAtEndOfInput, "parent-watch");
        watch.setDaemon(true);
        watch.start();
        System.setOut(System.err);
        requireClass(arguments[0].split("::", 2)[0], "handler");
        requireClass(RUNTIME_CLIENT, "runtime interface client");
        Class.forName(RUNTIME_CLIENT).getMethod("main", String[].class).invoke(null, (Object) arguments);
    }

    /** The runtime interface client would start without a handler, and fail each invocation. */
    private static void requireClass(String name, String what) {
        try {
            Class.forName(name, false, ChildMain.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            System.err.println("The " + what + ", class " + name + ", is not on the function's class path");
            Runtime.getRuntime().halt(1);
        }
    }

    private static void haltAtEndOfInput() {
        try {
            while (System.in.read() >= 0) {}
        } catch (IOException e) {
            // As good as its end.
        }
        Runtime.getRuntime().halt(0);
    }
}
