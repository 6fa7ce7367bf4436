package dev.millrace.local.kinesis;

/** As the API spells it; of a consumer too, which has no UPDATING. */
enum StreamStatus {
    CREATING,
    ACTIVE,
    UPDATING,
    DELETING
}
