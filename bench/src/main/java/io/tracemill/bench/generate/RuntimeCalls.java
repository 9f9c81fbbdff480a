package io.tracemill.bench.generate;

import io.tracemill.bench.generate.HostAction.Idle;
import io.tracemill.bench.generate.HostAction.Label;

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

    static final HostAction OCCUPANCY =
            new Idle(call("cudaOccupancyMaxActiveBlocksPerMultiprocessorWithFlags", 251), 700);
    static final HostAction DEVICE_ATTRIBUTE = new Idle(call("cudaDeviceGetAttribute", 200), 350);
    static final HostAction FUNCTION_ATTRIBUTE = new Idle(call("cudaFuncSetAttribute", 273), 500);
    static final HostAction IS_CAPTURING = new Idle(call("cudaStreamIsCapturing", 317), 450);
    static final HostAction CAPTURE_INFO = new Idle(call("cudaStreamGetCaptureInfo_v2", 429), 500);
    static final HostAction STREAM_PRIORITY = new Idle(call("cudaStreamGetPriority", 272), 400);
    static final HostAction PRIORITY_RANGE = new Idle(call("cudaDeviceGetStreamPriorityRange", 205), 380);
    static final HostAction RECORD_EVENT = new Idle(call("cudaEventRecord", 135), 900);
    static final HostAction WAIT_FOR_EVENT = new Idle(call("cudaStreamWaitEvent", 147), 850);
    static final HostAction POINTER_ATTRIBUTES = new Idle(call("cudaPointerGetAttributes", 222), 420);
    static final HostAction PEEK_AT_ERROR = new Idle(call("cudaPeekAtLastError", 17), 150);

    private RuntimeCalls() {}

    private static Label call(String name, int callback) {
        return new Label(new AsciiText(name), new AsciiText("\"cbid\": " + callback));
    }
}
