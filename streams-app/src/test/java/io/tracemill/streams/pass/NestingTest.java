package io.tracemill.streams.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.ActivityMark;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.TraceState;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NestingTest {

    @Test
    void selfTimeIsDurationWithoutDirectOperatorChildren() {
        PassRun run = PassRun.of(new TestTrace("t")
                .operator("linear", 0, 100)
                .operator("matmul", 10, 60)
                .operator("copy", 20, 10)
                .operator("copy", 75, 5));
        assertThat(run.operators("operator", "count", "total_ns", "self_ns", "children"))
                .containsExactly("linear 1 100 35 2", "matmul 1 60 50 1", "copy 2 15 15 0");
        assertThat(run.info().getState()).isEqualTo(TraceState.COMPLETE);
    }

    @Test
    void aChildThatOutlivesItsParentIsClippedToIt() {
        PassRun run = PassRun.of(new TestTrace("t").operator("parent", 0, 50).operator("child", 40, 60));
        assertThat(run.operators("operator", "self_ns")).containsExactly("parent 40", "child 60");
    }

    @Test
    void overlappingChildrenAreNeverSubtractedTwice() {
        PassRun run = PassRun.of(new TestTrace("t")
                .operator("parent", 0, 100)
                .operator("first", 10, 80)
                .operator("second", 20, 80));
        assertThat(run.operators("operator", "self_ns", "children"))
                .containsExactly("parent 20 1", "first 10 1", "second 80 0");
    }

    @Test
    void anAnnotationMayOutliveTheOperatorsUnderIt() {
        PassRun run = PassRun.of(new TestTrace("t")
                .operator("backward", 0, 50)
                .annotation("bucket", 10, 90)
                .operator("mul", 20, 10)
                .operator("add", 60, 10));
        assertThat(run.operators("operator", "kind", "self_ns", "children"))
                .containsExactlyInAnyOrder(
                        "backward OPERATOR 40 1", "bucket ANNOTATION 70 2", "mul OPERATOR 10 0", "add OPERATOR 10 0");
        assertThat(run.spans())
                .containsExactly(
                        "add - bucket 1 10 - - -",
                        "backward - - 0 40 - - -",
                        "bucket - backward 1 70 - - -",
                        "mul - bucket 2 10 - - -");
    }

    @Test
    void callsOfTheRuntimeAreNoSelfTime() {
        PassRun run = PassRun.of(new TestTrace("t")
                .operator("outer", 0, 100)
                .annotation("range", 5, 90)
                .call("cudaLaunchKernel", 10, 20, 1)
                .host(EventKind.RUNTIME, "cuLaunchKernel", 12, 10)
                .operator("inner", 40, 20)
                .host(EventKind.RUNTIME, "cudaMalloc", 50, 30)
                .host(EventKind.RUNTIME, "cudaDeviceSynchronize", 90, 50)
                .kernel("k", 200, 7, 1));
        assertThat(run.operators("operator", "kind", "self_ns", "runtime_ns"))
                .containsExactlyInAnyOrder("outer OPERATOR 50 30", "range ANNOTATION 45 25", "inner OPERATOR 10 10");
    }

    @Test
    void anOperatorWithinACallCountsAsAChildAndNotAsPartOfTheCall() {
        PassRun run = PassRun.of(new TestTrace("t")
                .operator("outer", 0, 100)
                .call("cudaMalloc", 10, 40, 1)
                .operator("free memory", 20, 20)
                .host(EventKind.RUNTIME, "cudaFree", 25, 5)
                .kernel("k", 200, 7, 1));
        assertThat(run.operators("operator", "self_ns", "runtime_ns"))
                .containsExactly("outer 60 20", "free memory 15 5");
    }

    @Test
    void callsAreToldApartByWhatTheyDo() {
        PassRun run = PassRun.of(new TestTrace("t")
                .operator("outer", 0, 100)
                .call("cudaLaunchKernel", 10, 20, 1)
                .marking(ActivityMark.LAUNCH)
                .host(EventKind.RUNTIME, "cudaMemcpyAsync", 30, 7)
                .marking(ActivityMark.COPY)
                .host(EventKind.RUNTIME, "cudaMalloc", 40, 30)
                .marking(ActivityMark.ALLOCATION)
                .host(EventKind.RUNTIME, "cuMemCreate", 45, 5)
                .marking(ActivityMark.LAUNCH)
                .operator("hook", 55, 5)
                .host(EventKind.RUNTIME, "cudaDeviceSynchronize", 80, 9)
                .marking(ActivityMark.SYNC)
                .host(EventKind.RUNTIME, "cudaFree", 95, 50)
                .marking(ActivityMark.ALLOCATION)
                .kernel("k", 200, 7, 1));
        assertThat(run.operators("operator", "runtime_ns", "launch_ns", "copy_ns", "allocation_ns"))
                .containsExactly("outer 66 20 7 30", "hook 0 0 0 0");
    }

    @Test
    void aMomentInTwoCallsCountsForTheOneThatEndsLast() {
        PassRun run = PassRun.of(new TestTrace("t")
                .operator("op", 0, 100)
                .host(EventKind.RUNTIME, "cudaLaunchKernel", 10, 20)
                .marking(ActivityMark.LAUNCH)
                .host(EventKind.RUNTIME, "cudaMemcpyAsync", 25, 20)
                .marking(ActivityMark.COPY));
        assertThat(run.operators("operator", "runtime_ns", "launch_ns", "copy_ns"))
                .containsExactly("op 35 15 20");
    }

    @Test
    void overheadOfTheRuntimeCountsAsACall() {
        PassRun run = PassRun.of(new TestTrace("t")
                .operator("op", 0, 100)
                .host(EventKind.OTHER, "Lazy Function Loading", 10, 60)
                .overhead()
                .call("cudaLaunchKernel", 20, 60, 1)
                .host(EventKind.OTHER, "something else", 85, 10)
                .kernel("k", 200, 7, 1));
        assertThat(run.operators("operator", "self_ns", "runtime_ns")).containsExactly("op 30 70");
    }

    @Test
    void callsThatAreLeftOutOfSpansAreNoSelfTimeEither() {
        TestTrace trace = new TestTrace("t")
                .operator("op", 0, 100)
                .call("cudaLaunchKernel", 20, 60, 1)
                .kernel("k", 200, 7, 1);
        PassRun run = PassRun.of(trace.inOneBatch(), PassConfig.defaults().withDropCategories(Set.of("runtime")));
        assertThat(run.operators("operator", "self_ns", "runtime_ns")).containsExactly("op 40 60");
        assertThat(run.spans()).hasSize(2);
    }

    @Test
    void aZeroLengthOperatorIsAChildButNeverAParent() {
        PassRun run = PassRun.of(new TestTrace("t")
                .operator("outer", 0, 100)
                .operator("empty", 10, 0)
                .host(EventKind.RUNTIME, "cudaGetDevice", 10, 5));
        assertThat(run.operators("operator", "count", "total_ns", "self_ns", "runtime_ns", "children"))
                .containsExactly("outer 1 100 95 5 1", "empty 1 0 0 0 0");
        assertThat(run.spans()).contains("cudaGetDevice outer outer 1 - - - -");
    }

    @Test
    void recursionCountsEachOccurrence() {
        PassRun run = PassRun.of(new TestTrace("t")
                .operator("f", 0, 100)
                .operator("f", 10, 50)
                .operator("f", 20, 20)
                .call("cudaLaunchKernel", 25, 5, 1)
                .kernel("k", 40, 7, 1));
        assertThat(run.operators(
                        "operator", "count", "total_ns", "self_ns", "children", "device_ns", "device_total_ns"))
                .containsExactly("f 3 170 95 2 7 21");
    }

    @Test
    void threadsDoNotNestInEachOther() {
        PassRun run = PassRun.of(new TestTrace("t")
                .operator("a", 0, 100)
                .on("1", "2")
                .operator("b", 10, 20)
                .on("2", "1")
                .operator("c", 10, 20));
        assertThat(run.operators("operator", "self_ns", "children")).containsExactly("a 100 0", "b 20 0", "c 20 0");
    }

    @Test
    void anAnnotationOnTheDeviceIsASpanAndNothingElse() {
        TestTrace trace = new TestTrace("t")
                .onDevice(EventKind.ANNOTATION, "step 4", 0, 100, 9)
                .marking(4)
                .operator("op", 10, 5);
        PassRun run = PassRun.of(trace);
        assertThat(run.operators("operator")).containsExactly("op");
        assertThat(run.spans()).containsExactly("op - - 0 5 - - -", "step 4 - - - - - - -");
    }
}
