package dev.millrace.infra;

/** The one way in which a setting outside its range is refused. */
final class Ranges {
    private Ranges() {}

    static void check(String name, int value, int smallest, int largest, String what) {
        if (value < smallest || value > largest) {
            throw new IllegalArgumentException(
                    name + " " + value + ": give " + smallest + " to " + largest + ", " + what);
        }
    }
}
