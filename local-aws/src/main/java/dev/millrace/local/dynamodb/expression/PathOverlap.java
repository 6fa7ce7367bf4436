package dev.millrace.local.dynamodb.expression;

import java.util.List;

/** Refuses paths of which one leads through another, and paths that want the same attribute to be a map and a list. */
final class PathOverlap {
    private PathOverlap() {}

    static void refuse(Tokens tokens, List<Path> paths) {
        for (int second = 1; second < paths.size(); second++) {
            for (int first = 0; first < second; first++) {
                check(tokens, paths.get(first), paths.get(second));
            }
        }
    }

    private static void check(Tokens tokens, Path one, Path two) {
        int shorter = Math.min(one.steps().size(), two.steps().size());
        int fork = 0;
        while (fork < shorter && one.steps().get(fork).equals(two.steps().get(fork))) {
            fork++;
        }
        if (fork == shorter) {
            throw error(tokens, "overlap", one, two);
        }
        if (one.steps().get(fork).getClass() != two.steps().get(fork).getClass()) {
            throw error(tokens, "conflict", one, two);
        }
    }

    private static RuntimeException error(Tokens tokens, String how, Path one, Path two) {
        return tokens.error("Two document paths " + how + " with each other; must remove or rewrite one of these paths;"
                + " path one: " + one + ", path two: " + two);
    }
}
