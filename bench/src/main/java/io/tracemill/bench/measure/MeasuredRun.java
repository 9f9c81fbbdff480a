package io.tracemill.bench.measure;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One analysis that was measured and left a correct archive.
 *
 * @param wallNanos from the start of the process, or of the command in a process that runs, to its end
 * @param cpuNanos of all cores; 0 where that cannot be seen
 * @param usage what the system says of the process
 * @param heap what the process says of its heap; null of a cold run, which is not asked
 * @param datasets bytes of each dataset in the archive
 * @param digest the archive that it left
 */
public record MeasuredRun(
        long wallNanos,
        long cpuNanos,
        ProcessUse usage,
        @Nullable HeapUse heap,
        Map<String, Long> datasets,
        ArchiveDigest digest) {

    /** Events read. */
    public long events() {
        return digest.counts().read();
    }

    /** Wall time. */
    public double seconds() {
        return wallNanos / 1e9;
    }

    /** Time of all threads with this role. */
    public TimeUse time(ThreadRole role) {
        return usage.roles().getOrDefault(role, TimeUse.NONE);
    }

    /** CPU time of a role, in percent of all CPU time; 0 where that cannot be seen. */
    public double cpuShare(ThreadRole role) {
        return cpuNanos == 0 ? 0 : 100.0 * time(role).cpuNanos() / cpuNanos;
    }

    /** Bytes allocated per event; 0 of a cold run. */
    public double allocatedPerEvent() {
        return heap == null ? 0 : (double) heap.allocatedBytes() / events();
    }

    /** Bytes that the threads of a role allocated per event; 0 of a cold run. */
    public double allocatedPerEvent(ThreadRole role) {
        return heap == null ? 0 : (double) heap.allocated().getOrDefault(role, 0L) / events();
    }

    /** Time in which the collector paused all threads, in percent of the wall time; 0 of a cold run. */
    public double collectingShare() {
        return heap == null ? 0 : 100.0 * heap.collectingNanos() / wallNanos;
    }

    /** Bytes of all datasets. */
    public long archiveBytes() {
        return datasets.values().stream().mapToLong(Long::longValue).sum();
    }
}
