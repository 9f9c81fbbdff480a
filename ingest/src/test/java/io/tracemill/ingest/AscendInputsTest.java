package io.tracemill.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.ComputeUnit;
import io.tracemill.schemas.OperatorWork;
import io.tracemill.schemas.TraceEvent;
import io.tracemill.schemas.TraceEventBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs of operators in traces of torch_npu, which are strings. */
class AscendInputsTest {

    @TempDir
    private Path dir;

    private TraceEvent event(String dims, String types) throws IOException {
        Path trace = Files.writeString(dir.resolve("trace_view.json"), """
                [{"ph": "X", "name": "aten::mm", "pid": 3170820, "tid": 7, "ts": "1736408883694699.510", "dur": 40.5, "cat": "cpu_op",
                 "args": {"Input Dims": %s, "Input type": %s}},
                {"ph": "s", "name": "torch_to_npu", "id": 1, "pid": 3170820, "tid": 7, "ts": "1736408883694699.510", "cat": "async_npu"}]
                """.formatted(dims, types));
        TraceEventBatch batch =
                Ingested.of(trace, IngestConfig.defaults()).batches().get(0);
        return batch.getEvents().get(0);
    }

    @Test
    void theyTellTheWorkOfAnOperator() throws IOException {
        OperatorWork work = event("\"32,1000;\\r\\n1000,4096\"", "\"c10::Half;\\r\\nc10::Half\"")
                .getWork();
        assertThat(work.getFlops()).isEqualTo(2L * 32 * 1000 * 4096);
        assertThat(work.getBytes()).isEqualTo(2L * (32 * 1000 + 1000 * 4096 + 32 * 4096));
        assertThat(work.getUnit()).isEqualTo(ComputeUnit.MATRIX_FP16);
    }
}
