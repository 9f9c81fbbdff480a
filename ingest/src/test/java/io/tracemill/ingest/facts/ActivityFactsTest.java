package io.tracemill.ingest.facts;

import static io.tracemill.schemas.flat.Attribute.ACTIVITY_MARK;
import static io.tracemill.schemas.flat.Attribute.CATEGORY;
import static io.tracemill.schemas.flat.Attribute.DEVICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.EventKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActivityFactsTest {

    @ParameterizedTest
    @CsvSource({
        "enumerate(DataLoader)#_MultiProcessingDataLoaderIter.__next__, INPUT",
        "torch/utils/data/dataloader.py(631): __next__, INPUT",
        "## load_batch ##, INPUT",
        "/usr/lib/python3/torch/_inductor/compile_fx.py(652): compile_fx_inner, COMPILE",
        "torch/_inductor/compile_fx.py(98): _compile_fx_inner, COMPILE",
        "torch/_inductor/async_compile.py(212): load_kernel, COMPILE",
        "torch/_inductor/graph.py(2100): codegen, COMPILE",
        "torch/_inductor/codecache.py(1510): load, COMPILE",
        "torch/_dynamo/convert_frame.py(1324): __call__, COMPILE",
        "triton/compiler/compiler.py(226): compile, COMPILE",
        "triton/compiler/compiler.py(80): make_ttgir, COMPILE",
        "triton/runtime/jit.py(569): _do_compile, COMPILE",
        "torch/utils/cpp_extension.py(1680): _jit_compile, COMPILE",
        "<built-in function cuModuleLoadData>, COMPILE",
        "gloo:all_reduce, COLLECTIVE_WAIT",
        "c10d::barrier, COLLECTIVE_WAIT",
        "_c10d_functional::wait_tensor, COLLECTIVE_WAIT",
        "torch/distributed/distributed_c10d.py(4157): barrier, COLLECTIVE_WAIT",
        "## all2all_tw_data:wait ##, COLLECTIVE_WAIT",
        "nn.Module: Linear_3, MODULE",
    })
    void aFrameTellsItsActivity(String name, String mark) {
        assertThat(mark(EventKind.PYTHON, name)).isEqualTo(mark);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "torch/_compile.py(32): inner",
                "Call CompiledFxGraph fq6uy",
                "TorchDynamo Cache Lookup",
                "triton/runtime/jit.py(330): <lambda>",
                "triton/backends/amd/driver.py(9): launch_metadata",
                "triton/compiler/compiler.py(410): launch_metadata",
                "triton/compiler/compiler.py(430): runner",
                "torch/_inductor/compile_fx.py(1200): compiled_fn",
                "torch/_inductor/codecache.py(1131): __call__",
                "torch/_dynamo/eval_frame.py(580): compile_wrapper",
                "torch/distributed/distributed_c10d.py(2700): all_reduce",
                "torch/nn/modules/linear.py(124): forward",
                "my nn.Module: Linear_3",
                "threading.py(300): wait"
            })
    void anotherFrameTellsNone(String name) {
        assertThat(mark(EventKind.PYTHON, name)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "cuModuleLoadDataEx, MODULE_LOAD",
        "cuLibraryLoadData, MODULE_LOAD",
        "hipModuleLoadData, MODULE_LOAD",
        "cudaGraphInstantiate, MODULE_LOAD",
        "Runtime Triggered Module Loading, MODULE_LOAD",
        "AscendCL@aclrtBinaryLoad, MODULE_LOAD",
        "AscendCL@aclopCompileAndExecute, MODULE_LOAD",
        "cudaDeviceSynchronize, SYNC",
        "cudaStreamSynchronize, SYNC",
        "hipEventSynchronize, SYNC",
        "cuCtxSynchronize, SYNC",
        "cudaMemcpy, SYNC",
        "hipMemcpyWithStream, SYNC",
        "hipMemcpyDtoH, SYNC",
        "cuMemcpyHtoD_v2, SYNC",
        "AscendCL@aclrtMemcpy, SYNC",
        "AscendCL@aclrtSynchronizeStreamWithTimeout, SYNC",
        "cudaMalloc, ALLOCATION",
        "cudaFree, ALLOCATION",
        "cudaHostAlloc, ALLOCATION",
        "hipExtMallocWithFlags, ALLOCATION",
        "cuMemMap, ALLOCATION",
        "AscendCL@aclrtMalloc, ALLOCATION",
        "cudaMemcpyAsync, COPY",
        "cuMemcpyDtoHAsync_v2, COPY",
        "hipMemcpyAsync, COPY",
        "Runtime@MemcpyAsync, COPY",
        "AscendCL@aclrtMemcpyAsync, COPY",
        "cudaLaunchKernel, LAUNCH",
        "cuLaunchKernelEx, LAUNCH",
        "hipExtModuleLaunchKernel, LAUNCH",
        "cudaLaunchHostFunc, LAUNCH",
        "cudaMemsetAsync, LAUNCH",
        "hipGraphLaunch, LAUNCH",
        "Node@launch, LAUNCH",
        "AscendCL@aclnnMuls, LAUNCH",
        "Runtime@KernelLaunchWithHandle, LAUNCH",
        "Runtime@FftsPlusTaskLaunch, LAUNCH",
    })
    void aCallTellsItsActivity(String name, String mark) {
        assertThat(mark(EventKind.RUNTIME, name)).isEqualTo(mark);
        assertThat(mark(EventKind.LAUNCH, name)).isEqualTo(mark);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cudaEventRecord",
                "cudaEventQuery",
                "cudaStreamWaitEvent",
                "cudaDeviceGetAttribute",
                "cudaOccupancyMaxActiveBlocksPerMultiprocessorWithFlags",
                "hipGetDevicePropertiesR0600",
                "AscendCL@aclCreateTensorDesc",
                "Runtime@EventRecord",
                "c10d::barrier",
                "## load_batch ##"
            })
    void anotherCallTellsNone(String name) {
        assertThat(mark(EventKind.RUNTIME, name)).isNull();
    }

    @Test
    void onlyAnOperatorWaitsByReadingAndOnlyAPythonFrameIsAModule() {
        assertThat(mark(EventKind.OPERATOR, "aten::item")).isEqualTo("SYNC");
        assertThat(mark(EventKind.OPERATOR, "aten::is_nonzero")).isEqualTo("SYNC");
        assertThat(mark(EventKind.ANNOTATION, "aten::item")).isNull();
        assertThat(mark(EventKind.ANNOTATION, "nn.Module: Linear_3")).isNull();
        assertThat(mark(EventKind.ANNOTATION, "## load_batch ##")).isEqualTo("INPUT");
    }

    @Test
    void overheadOfTheRuntimeIsLikeACallAndOtherEventsTellNothing() {
        assertThat(FactEvent.of(EventKind.OTHER, "Lazy Function Loading")
                        .with(CATEGORY, "overhead")
                        .told()
                        .value(ACTIVITY_MARK))
                .isEqualTo("MODULE_LOAD");
        assertThat(mark(EventKind.OTHER, "Lazy Function Loading")).isNull();
        assertThat(mark(EventKind.KERNEL, "## load_batch ##")).isNull();
        assertThat(FactEvent.of(EventKind.ANNOTATION, "## load_batch ##")
                        .with(DEVICE, "0")
                        .told()
                        .has(ACTIVITY_MARK))
                .isFalse();
    }

    @Test
    void aNameThatFindsNoRoomInThePoolTellsItsActivityToo() {
        assertThat(FactEvent.inline(EventKind.RUNTIME, "cudaMalloc").told().value(ACTIVITY_MARK))
                .isEqualTo("ALLOCATION");
    }

    private static @Nullable String mark(EventKind kind, String name) {
        return FactEvent.of(kind, name).told().value(ACTIVITY_MARK);
    }
}
