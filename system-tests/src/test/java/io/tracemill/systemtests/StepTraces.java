package io.tracemill.systemtests;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;

/**
 * Kineto traces of training steps in which each operator launches one kernel, which lasts as long as a test says. The
 * last step of a trace is cut by its end.
 */
public final class StepTraces {

    private static final long BASE_NANOS = 1_767_600_000_000_000_000L;
    private static final long HOST_NANOS = 10_000;

    private final List<String> operators;
    private final int steps;
    private final Nanos nanos;

    /** How long a kernel lasts, in ns. */
    @FunctionalInterface
    public interface Nanos {
        /** Of the kernel that this operator launches in this step. */
        long of(int rank, int step, String operator);
    }

    /**
     * Steps 0 to {@code steps - 1}, each with these operators in turn; one whose name has "allreduce" in it is a
     * collective.
     */
    public StepTraces(List<String> operators, int steps, Nanos nanos) {
        this.operators = List.copyOf(operators);
        this.steps = steps;
        this.nanos = nanos;
    }

    /** Writes a file per rank. */
    public Path write(Path run, int ranks) throws IOException {
        Files.createDirectories(run);
        for (int rank = 0; rank < ranks; rank++) {
            Files.writeString(run.resolve("rank" + rank + ".json"), trace(rank, ranks));
        }
        return run;
    }

    private String trace(int rank, int ranks) {
        StringJoiner events = new StringJoiner(",\n");
        long at = HOST_NANOS;
        for (int step = 0; step < steps; step++) {
            at = step(events, rank, step, at);
        }
        return "{\"schemaVersion\": 1, \"baseTimeNanoseconds\": " + BASE_NANOS
                + ", \"distributedInfo\": {\"backend\": \"nccl\", \"rank\": " + rank + ", \"world_size\": " + ranks
                + "},\n\"traceEvents\": [\n" + events + "]}\n";
    }

    /** Answers when the next step starts. */
    private long step(StringJoiner events, int rank, int step, long start) {
        long free = start;
        for (int i = 0; i < operators.size(); i++) {
            String operator = operators.get(i);
            long host = start + (i + 1) * HOST_NANOS;
            long duration = nanos.of(rank, step, operator);
            int correlation = step * operators.size() + i + 1;
            free = Math.max(free, host + 5_000);
            events.add(hostEvent("cpu_op", operator, host, 8_000, ""));
            events.add(hostEvent(
                    "cuda_runtime", "cudaLaunchKernel", host + 1_000, 3_000, "\"correlation\": " + correlation));
            String kernel = operator.contains("allreduce") ? "ncclDevKernel_AllReduce" : operator + "_kernel";
            events.add("{\"ph\": \"X\", \"cat\": \"kernel\", \"name\": \"" + kernel + "\", \"pid\": " + rank
                    + ", \"tid\": 7, \"ts\": " + micros(free) + ", \"dur\": " + micros(duration)
                    + ", \"args\": {\"device\": " + rank + ", \"stream\": 7, \"correlation\": " + correlation + "}}");
            free += duration;
        }
        events.add(memory(rank, start + HOST_NANOS + 500, step));
        events.add(hostEvent("user_annotation", "ProfilerStep#" + step, start, free - start, ""));
        return free + HOST_NANOS;
    }

    private static String memory(int rank, long at, int step) {
        return "{\"ph\": \"i\", \"cat\": \"cpu_instant_event\", \"s\": \"t\", \"name\": \"[memory]\", \"pid\": 1, \"tid\": 1, \"ts\": "
                + micros(at) + ", \"args\": {\"Device Type\": 1, \"Device Id\": " + rank + ", \"Addr\": " + (step + 1)
                + ", \"Bytes\": 512, \"Total Allocated\": " + 512L * (step + 1) + ", \"Total Reserved\": 65536}}";
    }

    private static String hostEvent(String category, String name, long start, long duration, String args) {
        return "{\"ph\": \"X\", \"cat\": \"" + category + "\", \"name\": \"" + name
                + "\", \"pid\": 1, \"tid\": 1, \"ts\": " + micros(start) + ", \"dur\": " + micros(duration)
                + ", \"args\": {" + args + "}}";
    }

    private static String micros(long nanos) {
        return BigDecimal.valueOf(nanos, 3).toPlainString();
    }
}
