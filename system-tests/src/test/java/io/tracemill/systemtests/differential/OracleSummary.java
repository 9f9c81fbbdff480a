package io.tracemill.systemtests.differential;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints what the oracle says of trace files, for looking into a mismatch: {@code OracleSummary FILE...}. */
final class OracleSummary {
    private static final List<String> BREAKDOWN = List.of(
            "total_ns",
            "computing_ns",
            "exposed_communication_ns",
            "exposed_memcpy_ns",
            "idle_ns",
            "idle_host_ns",
            "idle_launch_ns",
            "idle_device_ns",
            "idle_unknown_ns",
            "late_ns",
            "device_events",
            "linked");

    private OracleSummary() {}

    public static void main(String[] files) throws IOException {
        PrintStream out = new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true);
        for (String file : files) {
            long start = System.nanoTime();
            Oracle oracle = Oracle.of(OracleTrace.read(Path.of(file)));
            print(file, oracle, out);
            out.printf("  %.1f s%n", (System.nanoTime() - start) / 1e9);
        }
    }

    private static void print(String file, Oracle oracle, PrintStream out) {
        List<OracleEvent> device = oracle.deviceEvents();
        long linked = device.stream().filter(event -> event.owner != null).count();
        out.printf("%s%n", file);
        out.printf(
                "  %d events, %d spans %s%n",
                oracle.trace().eventsRead(), oracle.trace().events().size(), oracle.kinds());
        out.printf(
                "  %d device events, %.2f %% linked; %d operator rows, %d kernel rows%n",
                device.size(),
                100.0 * linked / device.size(),
                oracle.operators().size(),
                oracle.kernels().size());
        for (Map.Entry<String, Map<String, @Nullable Object>> row :
                oracle.devices().entrySet()) {
            StringBuilder line = new StringBuilder("  device|step " + row.getKey());
            for (String column : BREAKDOWN) {
                line.append(' ')
                        .append(column.replace("_ns", ""))
                        .append('=')
                        .append(row.getValue().get(column));
            }
            out.printf("%s%n", line);
        }
    }
}
