package io.tracemill.bench.generate;

import io.tracemill.bench.generate.StepEvents.Lane;
import java.io.IOException;

/**
 * The parts of a file around its events: metadata before them; names, the span of the trace itself and end marks after
 * them.
 */
final class FileHeaderAndTrailer {
    private static final int DEVICES = 8;
    private static final int FIRST_PROCESS = 6_583;
    private static final int AUTOGRAD_OFFSET = 187;
    private static final int WATCHDOG_OFFSET = 203;

    private final GeneratorConfig config;
    private final JsonOutput out;

    FileHeaderAndTrailer(GeneratorConfig config, JsonOutput out) {
        this.config = config;
        this.out = out;
    }

    static int device(GeneratorConfig config) {
        return config.rank() % DEVICES;
    }

    /** Process and thread of a host event, up to its time. */
    static String lane(GeneratorConfig config, Lane lane) {
        return ", \"pid\": " + process(config) + ", \"tid\": " + thread(config, lane) + ",\n    \"ts\": ";
    }

    /** Device and stream of a device event, up to its time. */
    static String stream(int device, int stream) {
        return ", \"pid\": " + device + ", \"tid\": " + stream + ",\n    \"ts\": ";
    }

    void head() throws IOException {
        out.text("{\n  \"schemaVersion\": 1,\n  \"deviceProperties\": [\n");
        for (int device = 0; device < DEVICES; device++) {
            out.text("    {\n      \"id\": " + device
                    + ", \"name\": \"NVIDIA A100-SXM4-80GB\", \"totalGlobalMem\": 85051572224,\n"
                    + "      \"computeMajor\": 8, \"computeMinor\": 0,\n"
                    + "      \"maxThreadsPerBlock\": 1024, \"maxThreadsPerMultiprocessor\": 2048,\n"
                    + "      \"regsPerBlock\": 65536, \"warpSize\": 32,\n"
                    + "      \"sharedMemPerBlock\": 49152, \"numSms\": 108\n    }"
                    + (device == DEVICES - 1 ? "\n" : ",\n"));
        }
        StringBuilder ranks = new StringBuilder();
        for (int rank = 0; rank < config.worldSize(); rank++) {
            ranks.append(rank == 0 ? "" : ", ").append(rank);
        }
        out.text("  ],\n  \"cuda_runtime_version\": 12040,\n  \"cuda_driver_version\": 12040,\n"
                + "  \"distributedInfo\": {\"backend\": \"nccl\", \"rank\": " + config.rank() + ", \"world_size\": "
                + config.worldSize()
                + ", \"pg_count\": 1, \"pg_config\": [{\"pg_name\": \"0\", \"pg_desc\": \"default_pg\","
                + " \"backend_config\": \"cuda:nccl\", \"pg_size\": " + config.worldSize() + ", \"ranks\": [" + ranks
                + "]}], \"nccl_version\": \"2.21.5\"},\n  \"record_shapes\": 1,\n"
                + (config.withStack() ? "  \"with_stack\": 1,\n" : "")
                + "  \"trace_id\": \"" + String.format("%032X", config.seed()) + "\",\n  \"displayTimeUnit\": \"ms\",\n"
                + "  \"baseTimeNanoseconds\": 1767189312000000000,\n  \"traceEvents\": [\n");
    }

    void tail(long end) throws IOException {
        int process = process(config);
        long start = TrainingRun.START_NANOS;
        names(process, "python3", "CPU", process);
        for (int device = 0; device < DEVICES; device++) {
            names(device, "python3", "GPU " + device, 5_000_000L + device);
        }
        for (Lane lane : Lane.values()) {
            int thread = thread(config, lane);
            threadName(process, thread, "thread " + thread + " (python3)");
        }
        threadName(device(config), DeviceStreams.COMPUTE, "stream 7");
        threadName(device(config), DeviceStreams.COMMUNICATION, "stream 20");
        out.text("  {\n    \"ph\": \"X\", \"cat\": \"Trace\", \"ts\": ")
                .micros(start)
                .text(", \"dur\": ")
                .micros(end - start);
        out.text("""
                ,
                    "pid": "Spans", "tid": "PyTorch Profiler",
                    "name": "PyTorch Profiler (0)",
                    "args": {
                      "Op count": 0
                    }
                  },
                """);
        metadata("process_sort_index", "\"Spans\"", "0", "\"sort_index\": 536870912");
        out.text("  {\n    \"name\": \"Iteration Start: PyTorch Profiler\", \"ph\": \"i\", \"s\": \"g\","
                        + " \"pid\": \"Traces\", \"tid\": \"Trace PyTorch Profiler\", \"ts\": ")
                .micros(start)
                .text("\n  },\n  {\n    \"name\": \"Record Window End\", \"ph\": \"i\", \"s\": \"g\","
                        + " \"pid\": \"\", \"tid\": \"\", \"ts\": ")
                .micros(end)
                .text("\n  }\n  ],\n  \"traceName\": \"training-step.json\"\n}\n");
    }

    private void names(int process, String name, String label, long sortIndex) throws IOException {
        metadata("process_name", "" + process, "0", "\"name\": \"" + name + "\"");
        metadata("process_labels", "" + process, "0", "\"labels\": \"" + label + "\"");
        metadata("process_sort_index", "" + process, "0", "\"sort_index\": " + sortIndex);
    }

    private void threadName(int process, int thread, String name) throws IOException {
        metadata("thread_name", "" + process, "" + thread, "\"name\": \"" + name + "\"");
        metadata("thread_sort_index", "" + process, "" + thread, "\"sort_index\": " + thread);
    }

    private void metadata(String name, String process, String thread, String argument) throws IOException {
        out.text("  {\n    \"name\": \"" + name + "\", \"ph\": \"M\", \"ts\": ").micros(TrainingRun.START_NANOS);
        out.text(", \"pid\": " + process + ", \"tid\": " + thread + ",\n    \"args\": {\n      " + argument
                + "\n    }\n  },\n");
    }

    private static int process(GeneratorConfig config) {
        return FIRST_PROCESS + config.rank();
    }

    private static int thread(GeneratorConfig config, Lane lane) {
        return process(config)
                + switch (lane) {
                    case MAIN -> 0;
                    case AUTOGRAD -> AUTOGRAD_OFFSET;
                    case WATCHDOG -> WATCHDOG_OFFSET;
                };
    }
}
