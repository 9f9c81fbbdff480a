package io.tracemill.bench.generate;

import io.tracemill.bench.generate.Action.Idle;
import io.tracemill.bench.generate.Action.Label;

/** Calls of the CUDA runtime, with the numbers by which the profiler knows them. */
final class RuntimeCalls {
    static final Label LAUNCH_KERNEL = call("cudaLaunchKernel", 211);
    static final Label LAUNCH_COOPERATIVE = call("cudaLaunchKernelExC", 430);
    static final Label LAUNCH_GRAPH = call("cudaGraphLaunch", 311);
    static final Label MEMCPY = call("cudaMemcpyAsync", 41);
    static final Label MEMSET = call("cudaMemsetAsync", 51);
    static final Label QUERY_EVENT = call("cudaEventQuery", 136);
    static final Label SYNCHRONIZE_STREAM = call("cudaStreamSynchronize", 131);
    static final Label SYNCHRONIZE_DEVICE = call("cudaDeviceSynchronize", 165);

    static final Action OCCUPANCY = new Idle(call("cudaOccupancyMaxActiveBlocksPerMultiprocessorWithFlags", 251), 700);
    static final Action DEVICE_ATTRIBUTE = new Idle(call("cudaDeviceGetAttribute", 200), 350);
    static final Action FUNCTION_ATTRIBUTE = new Idle(call("cudaFuncSetAttribute", 273), 500);
    static final Action IS_CAPTURING = new Idle(call("cudaStreamIsCapturing", 317), 450);
    static final Action CAPTURE_INFO = new Idle(call("cudaStreamGetCaptureInfo_v2", 429), 500);
    static final Action STREAM_PRIORITY = new Idle(call("cudaStreamGetPriority", 272), 400);
    static final Action PRIORITY_RANGE = new Idle(call("cudaDeviceGetStreamPriorityRange", 205), 380);
    static final Action RECORD_EVENT = new Idle(call("cudaEventRecord", 135), 900);
    static final Action WAIT_FOR_EVENT = new Idle(call("cudaStreamWaitEvent", 147), 850);
    static final Action POINTER_ATTRIBUTES = new Idle(call("cudaPointerGetAttributes", 222), 420);
    static final Action PEEK_AT_ERROR = new Idle(call("cudaPeekAtLastError", 17), 150);

    private RuntimeCalls() {}

    private static Label call(String name, int callback) {
        return new Label(new Ascii(name), new Ascii("\"cbid\": " + callback));
    }
}
