package dev.millrace.local.lambda;

/** What all shards of a mapping share. */
record MappingParts(
        StreamSource source,
        LambdaFunction function,
        MappingSettings settings,
        EventWriter events,
        Loop loop,
        Tally tally) {}
