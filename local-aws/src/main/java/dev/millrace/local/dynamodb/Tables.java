package dev.millrace.local.dynamodb;

import dev.millrace.local.server.AwsException;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The tables of one region by name. Guarded by the service's lock. */
final class Tables {
    private static final String ACCOUNT = "000000000000";

    private final NavigableMap<String, Table> byName = new TreeMap<>();
    private final String region;

    Tables(String region) {
        this.region = region;
    }

    String arn(String table) {
        return "arn:aws:dynamodb:" + region + ":" + ACCOUNT + ":table/" + table;
    }

    NavigableMap<String, Table> byName() {
        return byName;
    }

    /** For operations on items. */
    Table get(String nameOrArn) {
        return find(nameOrArn, "Requested resource not found");
    }

    /** For operations on tables: their error names it. */
    Table described(String nameOrArn) {
        return find(nameOrArn, "Requested resource not found: Table: " + name(nameOrArn) + " not found");
    }

    private Table find(String nameOrArn, String complaint) {
        Table table = byName.get(name(nameOrArn));
        if (table == null) {
            throw AwsException.badRequest("ResourceNotFoundException", complaint);
        }
        return table;
    }

    private static String name(String nameOrArn) {
        return nameOrArn.startsWith("arn:") ? nameOrArn.substring(nameOrArn.lastIndexOf(":table/") + 7) : nameOrArn;
    }
}
