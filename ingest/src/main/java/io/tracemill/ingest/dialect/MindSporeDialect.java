package io.tracemill.ingest.dialect;

import io.tracemill.schemas.EventKind;

/**
 * Traces of Ascend devices as MindSpore writes them, in {@code *_ascend_ms}. The tasks of the device are those of
 * torch_npu. A {@code mindspore_to_npu} flow links a kernel; its id is the start of the kernel in us, with decimals.
 * Since version 2.5 the framework is process 1, and its calls have no category unless they are frames of Python.
 *
 * <p>Source: mindspore-ai/mindspore, {@code mindspore/profiler}: until 2.4 {@code parser/ascend_analysis} ({@code
 * trace_event_manager.py}, {@code fwk_cann_parser.py}), since then {@code analysis} ({@code
 * ascend_timeline_assembler.py}, {@code fwk_event.py}) and {@code common/constant.py}.
 */
final class MindSporeDialect extends TorchNpuDialect {

    private static final Telltales TELLTALES =
            Telltales.of(Mark.ProcessName.of("MindSpore"), new Mark.Category("async_mindspore"));

    private static final String FRAMEWORK = "1";

    private static final Lanes LANES = Lanes.ofIds(
            lane -> lane.process().equals(FRAMEWORK) ? LaneFacts.ofHost(EventKind.OPERATOR) : LaneFacts.NONE);

    @Override
    public String name() {
        return "mindspore";
    }

    @Override
    public Telltales telltales() {
        return TELLTALES;
    }

    @Override
    public Lanes lanes() {
        return LANES;
    }
}
