package dev.millrace.local.dynamodb;

import dev.millrace.local.dynamodb.value.Invalid;
import java.util.regex.Pattern;

/** The names of tables and indexes. */
final class Names {
    private static final Pattern VALID = Pattern.compile("[a-zA-Z0-9_.-]{3,255}");

    private Names() {}

    static String checked(String name) {
        if (!VALID.matcher(name).matches()) {
            throw Invalid.request(
                    "Invalid table/index name.  Table/index names must be between 3 and 255 characters long, and"
                            + " may contain only the characters a-z, A-Z, 0-9, '_', '-', and '.'");
        }
        return name;
    }
}
