package io.tracemill.cli.bench.services;

import io.tracemill.cli.bench.PrintedReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Map;

/**
 * What was measured.
 *
 * @param many the traces
 * @param large one trace that is as large as all of them, in the same processes
 * @param memory resident memory by service, while the many were under way
 * @param files Parquet files of all runs
 */
public record ServicesReport(
        ServicesBenchRequest request, Phase many, Phase large, Map<String, Memory> memory, long files)
        implements PrintedReport {

    @Override
    public void printTables(PrintWriter out, int columns) {
        ServicesTables.print(this, out, columns);
    }

    @Override
    public void writeJson(Writer out) throws IOException {
        ServicesJson.write(this, out);
    }

    /**
     * One load.
     *
     * @param wallNanos from the first push until the last trace was finished for whoever subscribes to {@code traces}
     * @param cpuNanos CPU time by service, until none had anything left to do
     */
    public record Phase(long wallNanos, Map<String, Long> cpuNanos) {

        /** CPU time of one service, in ns; 0 where it cannot be seen. */
        long cpu(String service) {
            return cpuNanos.getOrDefault(service, 0L);
        }

        /** CPU time of all services, in ns. */
        long cpu() {
            return cpuNanos.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Memory of a service's largest process in bytes: most in the first quarter of the time, in the last, in all. */
    public record Memory(long first, long last, long most) {}

    /** Memory of a service; zeros where it cannot be seen. */
    Memory memoryOf(String service) {
        return memory.getOrDefault(service, new Memory(0, 0, 0));
    }

    /** CPU time that one service takes for one of the many beyond its part of the large one, in ns. */
    double fixedNanos(String service) {
        return fixedNanos(many.cpu(service), large.cpu(service));
    }

    /** CPU time that all services take for one of the many beyond its part of the large one, in ns. */
    double fixedNanos() {
        return fixedNanos(many.cpu(), large.cpu());
    }

    private double fixedNanos(long ofMany, long ofLarge) {
        return (double) (ofMany - ofLarge) / request.traces();
    }
}
