package io.tracemill.bench.generate;

import java.util.Locale;

/**
 * Something a device does. Its JSON is made ready once, but for times and ids.
 *
 * @param category the file's category: {@code kernel}, {@code gpu_memcpy} or {@code gpu_memset}
 * @param name as in the file
 * @param typicalNanos how long it takes, about
 * @param bytes moved or set; 0 for a kernel
 * @param details the arguments after the correlation id, but for bandwidth
 */
record Kernel(String category, AsciiText name, long typicalNanos, long bytes, AsciiText details) {

    /** A kernel whose grid, block and resources follow from its work, as a launch configuration would. */
    static Kernel compute(String name, long typicalNanos, int threads, int registers) {
        int blocks = (int) Math.max(1, typicalNanos / 60);
        double blocksPerSm = Math.round(blocks / 1.32) / 100.0;
        int occupancy = Math.min(100, Math.max(1, blocks * threads / 2_700));
        String details = ",      \"registers per thread\": " + registers + ",      \"shared memory\": "
                + (registers > 64 ? 49_152 : 16) + ",      \"blocks per SM\": " + blocksPerSm
                + ",      \"warps per SM\": " + blocksPerSm * threads / 32 + ",      \"grid\": [" + blocks
                + ", 1, 1],      \"block\": [" + threads + ", 1, 1],      \"est. achieved occupancy %\": " + occupancy;
        return new Kernel("kernel", new AsciiText(name), typicalNanos, 0, new AsciiText(details));
    }

    static Kernel copy(String name, long typicalNanos, long bytes) {
        return new Kernel("gpu_memcpy", new AsciiText(name), typicalNanos, bytes, AsciiText.EMPTY);
    }

    static Kernel set(long typicalNanos, long bytes) {
        return new Kernel("gpu_memset", new AsciiText("Memset (Device)"), typicalNanos, bytes, AsciiText.EMPTY);
    }

    /** Adds up this many bfloat16 elements of all ranks. */
    static Kernel allReduce(long typicalNanos, long elements, int worldSize) {
        return collective("AllReduce_Sum_bf16", typicalNanos, elements, worldSize);
    }

    /** Sends this many elements of the first rank to all. */
    static Kernel broadcast(long typicalNanos, long elements, int worldSize) {
        return collective("Broadcast", typicalNanos, elements, worldSize);
    }

    private static Kernel collective(String function, long typicalNanos, long elements, int worldSize) {
        StringBuilder ranks = new StringBuilder("[");
        for (int rank = 0; rank < worldSize; rank++) {
            ranks.append(rank == 0 ? "" : ", ").append(rank);
        }
        String details =
                ",      \"registers per thread\": 96,      \"shared memory\": 82240,      \"blocks per SM\": 0.18"
                        + ",      \"warps per SM\": 2.9,      \"grid\": [24, 1, 1],      \"block\": [512, 1, 1]"
                        + ",      \"est. achieved occupancy %\": 0,      \"Collective name\": \""
                        + function.split("_", -1)[0].toLowerCase(Locale.ROOT) + "\", \"In msg nelems\": "
                        + elements + ", \"Out msg nelems\": " + elements + ", \"Group size\": " + worldSize
                        + ", \"dtype\": \"BFloat16\", \"In split size\": \"[]\", \"Out split size\": \"[]\""
                        + ", \"Process Group Name\": \"0\", \"Process Group Description\": \"default_pg\""
                        + ", \"Process Group Ranks\": \"" + ranks.append(']') + "\"";
        String name = "ncclDevKernel_" + function + "_RING_LL(ncclDevKernelArgsStorage<4096ul>)";
        return new Kernel("kernel", new AsciiText(name), typicalNanos, 0, new AsciiText(details));
    }

    boolean isKernel() {
        return category.equals("kernel");
    }
}
