package dev.millrace.record;

import org.jspecify.annotations.Nullable;

/** A tag of a user record inside an aggregate: a key and, optionally, a value. Keys may repeat. */
public record Tag(String key, @Nullable String value) {}
