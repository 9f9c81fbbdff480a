package io.tracemill.cli.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a trace says of the memory of its devices.
 *
 * @param devices by device and component
 * @param held what is not released at the end, the most bytes first
 * @param notFollowed allocations past the limit of those that are followed to their release
 */
public record MemoryUse(List<Device> devices, List<Held> held, long notFollowed) {

    /** Nothing. */
    public static final MemoryUse NONE = new MemoryUse(List.of(), List.of(), 0);

    /**
     * The allocator of a device, or one component of it.
     *
     * @param device the device, null for the host
     * @param component the component, null where the trace tells none apart
     * @param peakAllocatedBytes most that was allocated
     * @param peakAllocatedNs when that was first so, in ns since the epoch or the zero of the trace
     * @param peakReservedBytes most that was reserved
     * @param endAllocatedBytes what is allocated at the last reading
     */
    public record Device(
            @Nullable String device,
            @Nullable String component,
            @Nullable Long peakAllocatedBytes,
            @Nullable Long peakAllocatedNs,
            @Nullable Long peakReservedBytes,
            @Nullable Long endAllocatedBytes) {}

    /**
     * Memory that an operator asked for and that is not released.
     *
     * @param device the device, null for the host
     * @param operator the operator, null where none was open
     * @param bytes how much
     * @param count in how many allocations
     */
    public record Held(@Nullable String device, @Nullable String operator, long bytes, long count) {}
}
