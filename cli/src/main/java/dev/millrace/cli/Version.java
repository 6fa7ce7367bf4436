package dev.millrace.cli;

import java.util.ResourceBundle;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote down. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "millrace " + ResourceBundle.getBundle("dev.millrace.cli.build").getString("version")
        };
    }
}
