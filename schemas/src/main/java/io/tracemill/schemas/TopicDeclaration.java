package io.tracemill.schemas;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** The declaration of one {@link Topic}: by default keyed by trace, kept for a day, and of no dataset. */
@NullMarked
final class TopicDeclaration {

    final String suffix;
    final Class<? extends SpecificRecord> type;
    final Set<Component> writers = EnumSet.noneOf(Component.class);
    final Set<Component> readers = EnumSet.noneOf(Component.class);
    KeyRule key = KeyRule.TRACE;
    Duration retention = Duration.ofHours(24);
    boolean compacted;
    boolean copiesWithoutKey;

    @Nullable
    String dataset;

    private TopicDeclaration(String suffix, Class<? extends SpecificRecord> type) {
        this.suffix = suffix;
        this.type = type;
    }

    static TopicDeclaration topic(String suffix, Class<? extends SpecificRecord> type) {
        return new TopicDeclaration(suffix, type);
    }

    /** Rows of traces, which the trace topology writes; their dataset has the name of the topic. */
    static TopicDeclaration traceRows(String suffix, Class<? extends SpecificRecord> type) {
        return topic(suffix, type).writtenBy(Component.TRACE_TOPOLOGY).feeds(suffix.replace('-', '_'));
    }

    TopicDeclaration writtenBy(Component... components) {
        writers.addAll(List.of(components));
        return this;
    }

    TopicDeclaration readBy(Component... components) {
        readers.addAll(List.of(components));
        return this;
    }

    TopicDeclaration keyedBy(KeyRule rule) {
        key = rule;
        return this;
    }

    TopicDeclaration keptForDays(int days) {
        retention = Duration.ofDays(days);
        return this;
    }

    /** Keeps the latest record of each key for ever, and tombstones for the retention. */
    TopicDeclaration compacted() {
        compacted = true;
        return this;
    }

    /** Sends a copy of a record whose key is empty to each partition, since it is about all keys. */
    TopicDeclaration recordsWithoutKeyGoToEachPartition() {
        copiesWithoutKey = true;
        return this;
    }

    /** Names the dataset that its records go to, for which the archive reads it. */
    TopicDeclaration feeds(String name) {
        dataset = name;
        return readBy(Component.ARCHIVE);
    }
}
