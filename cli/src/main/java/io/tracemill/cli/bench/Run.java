package io.tracemill.cli.bench;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One analysis that was measured and gave the right answer.
 *
 * @param wallNanos from the start of the process, or of the command in a process that runs, to its end
 * @param cpuNanos of all cores; 0 where that cannot be seen
 * @param usage what was seen of the process from outside
 * @param heap what it said of its heap; null of a cold one, which is not asked
 * @param datasets bytes of each dataset in the archive
 */
record Run(
        long wallNanos,
        long cpuNanos,
        ProcessWatch.Usage usage,
        @Nullable HeapUse heap,
        Map<String, Long> datasets,
        Answer answer) {

    long events() {
        return answer.counts().read();
    }

    double seconds() {
        return wallNanos / 1e9;
    }

    StageTime time(Stage stage) {
        return usage.stages().getOrDefault(stage, StageTime.NONE);
    }

    /** Of all CPU time, in percent; 0 where that cannot be seen. */
    double cpuShare(Stage stage) {
        return cpuNanos == 0 ? 0 : 100.0 * time(stage).cpuNanos() / cpuNanos;
    }

    /** Bytes; 0 of a cold run. */
    double allocatedPerEvent() {
        return heap == null ? 0 : (double) heap.allocatedBytes() / events();
    }

    /** Likewise, by the threads of a stage. */
    double allocatedPerEvent(Stage stage) {
        return heap == null ? 0 : (double) heap.allocated().getOrDefault(stage, 0L) / events();
    }

    /** How long all threads stood still for the collector, in percent of the time; 0 of a cold run. */
    double collectingShare() {
        return heap == null ? 0 : 100.0 * heap.collectingNanos() / wallNanos;
    }

    long archiveBytes() {
        return datasets.values().stream().mapToLong(Long::longValue).sum();
    }
}
