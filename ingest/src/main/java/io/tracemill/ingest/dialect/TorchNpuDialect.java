package io.tracemill.ingest.dialect;

import static java.util.Map.entry;

import io.tracemill.ingest.dialect.ArgField.Reading;
import io.tracemill.ingest.dialect.Linking.ByFlow;
import io.tracemill.ingest.dialect.Linking.BySubmission;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.flat.Attribute;
import java.util.Map;

/**
 * Traces of Ascend devices, {@code trace_view.json}, as torch_npu writes them. Host events have categories; tasks of
 * the hardware have a type. An {@code async_npu} flow links a kernel: it starts at the operator and ends at the kernel.
 * Without one, the submission links it: the {@code HostToDevice} flow starts within a {@code Dequeue}, which has the
 * correlation id of the {@code Enqueue} in the operator.
 *
 * <p>Source: Ascend/pytorch, {@code torch_npu/profiler/analysis}, and Ascend/msprof.
 */
class TorchNpuDialect implements Dialect {

    private static final Telltales TELLTALES =
            Telltales.ofCategories("async_npu", "async_task_queue", "enqueue", "dequeue", "hosttodevice");

    private static final ArgNames ARGS = ArgNames.sharedAnd(Map.ofEntries(
            entry("correlation_id", ArgField.of(Attribute.CORRELATION_ID)),
            entry("Task Type", ArgField.tellingKind(Reading.TASK_TYPE)),
            entry("alg_type", ArgField.tellingKind(Reading.COLLECTIVE)),
            entry("notify_id", ArgField.tellingKind(Reading.COLLECTIVE_TASK)),
            entry("level", ArgField.tellingKind(Reading.HOST_LEVEL)),
            entry("Physic Stream Id", ArgField.of(Attribute.STREAM)),
            entry("data size(Byte)", ArgField.of(Attribute.BYTES)),
            entry("size(B)", ArgField.of(Attribute.BYTES))));

    private static final CategoryKinds KINDS =
            CategoryKinds.sharedAnd(Map.of("enqueue", EventKind.RUNTIME, "dequeue", EventKind.RUNTIME));

    private static final Linking LINKING =
            new ByFlow("async_npu", Linking.Ids.TIMES).orElse(new BySubmission("hosttodevice", "dequeue"));

    private static final DeviceTasks TASKS = new AscendTasks();

    private static final ProcessIds PROCESSES = new AscendProcessIds();

    @Override
    public String name() {
        return "torch_npu";
    }

    @Override
    public Telltales telltales() {
        return TELLTALES;
    }

    @Override
    public ArgNames argNames() {
        return ARGS;
    }

    @Override
    public CategoryKinds categoryKinds() {
        return KINDS;
    }

    @Override
    public Linking linking() {
        return LINKING;
    }

    @Override
    public DeviceTasks deviceTasks() {
        return TASKS;
    }

    @Override
    public ProcessIds processIds() {
        return PROCESSES;
    }
}
