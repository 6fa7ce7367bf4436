package dev.millrace.replay;

import java.util.List;

/** A shard and the shards that must be drained before it. */
record ShardLink(String shardId, List<String> parents) {}
