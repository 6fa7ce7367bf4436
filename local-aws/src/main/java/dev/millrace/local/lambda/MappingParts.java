package dev.millrace.local.lambda;

/** What all shards of a mapping share. */
record MappingParts(
        String id,
        StreamSource source,
        LambdaFunction function,
        MappingSettings settings,
        EventWriter events,
        Loop loop,
        Tally tally) {
    String functionArn() {
        return Arns.function(Arns.region(events.streamArn()), function.name());
    }
}
