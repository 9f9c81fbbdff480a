package io.tracemill.cli.page.picture;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is allocated by the changes of a device's memory, where no reading tells it: the allocations in the trace that
 * are not released yet, by their address. It is computed as for {@code memory_stats}.
 */
final class FollowedMemory {

    private static final int MOST = 1 << 16;

    /** Sizes from which on a number is no size of memory. */
    private static final long IMPLAUSIBLE = 1L << 46;

    private final Map<Long, Long> open = new HashMap<>();
    private long followed;
    private long withoutAddress;

    /**
     * Takes a change and returns what is allocated after it.
     *
     * @param bytes negative for a release
     * @param address 0 if the file does not say
     */
    long change(long bytes, long address) {
        if (Math.abs((double) bytes) >= IMPLAUSIBLE) {
            return followed + withoutAddress;
        }
        if (address == 0) {
            withoutAddress = Math.max(0, withoutAddress + bytes);
        } else {
            @Nullable Long released = open.remove(address);
            followed -= released == null ? 0 : released;
            if (bytes > 0 && open.size() < MOST) {
                open.put(address, bytes);
                followed += bytes;
            }
        }
        return followed + withoutAddress;
    }
}
