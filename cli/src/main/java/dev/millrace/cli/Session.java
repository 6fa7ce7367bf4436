package dev.millrace.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What a command works with: the terminal, the global options, and AWS behind them. */
public final class Session {
    private final Terminal terminal;
    private final GlobalOptions options;

    Session(Terminal terminal, GlobalOptions options) {
        this.terminal = terminal;
        this.options = options;
    }

    public Terminal terminal() {
        return terminal;
    }

    public GlobalOptions options() {
        return options;
    }

    /** Clients as the options and the environment say. Says on stderr what it had to assume. */
    public Aws aws() {
        return new Aws(Connection.resolve(options, terminal));
    }

    /** Waits for a call's answer; its failure is thrown as it is, not wrapped. */
    public static <T> T await(CompletableFuture<T> call) throws InterruptedException {
        try {
            return call.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new CompletionException(e.getCause());
        }
    }
}
