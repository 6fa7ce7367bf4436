package dev.millrace.handling;

/** Which records keep their order among themselves. */
public enum Ordering {
    /** Records of one partition key stay in order and never run at the same time. */
    PER_KEY,
    /** None do: everything may run at once. */
    NONE
}
