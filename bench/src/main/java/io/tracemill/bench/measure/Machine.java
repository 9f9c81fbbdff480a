package io.tracemill.bench.measure;

import java.lang.management.ManagementFactory;

/**
 * The machine that was measured on.
 *
 * @param heap largest heap of each process, as {@code -Xmx} takes it
 */
public record Machine(int cores, long memoryBytes, String java, String system, String heap) {

    static Machine here(String heap) {
        long memory =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                        ? system.getTotalMemorySize()
                        : 0;
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                memory,
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                heap);
    }
}
