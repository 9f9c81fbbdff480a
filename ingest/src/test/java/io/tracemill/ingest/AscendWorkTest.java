package io.tracemill.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.OperatorWork;
import io.tracemill.schemas.TraceEvent;
import io.tracemill.schemas.TraceEventBatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels of recorded Ascend profiles that multiply matrices have the work that the sizes of all three tell. */
@EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
class AscendWorkTest {

    @ParameterizedTest
    @ValueSource(strings = {"level1", "level2"})
    void theSizesOfBothFactorsAndOfTheProductTellTheOperations(String level) throws Exception {
        Path output = Path.of(System.getenv("TRACEMILL_CORPUS"), "torch_npu", level, "rank0_ascend_pt")
                .resolve("ASCEND_PROFILER_OUTPUT");
        List<Long> ours = new ArrayList<>();
        for (TraceEventBatch batch : Ingested.of(output.resolve("trace_view.json"), Ingested.config())
                .batches()) {
            for (TraceEvent event : batch.getEvents()) {
                OperatorWork work = event.getKind() == EventKind.KERNEL ? event.getWork() : null;
                if (work != null) {
                    ours.add(work.getFlops());
                }
            }
        }

        assertThat(ours).isNotEmpty().containsExactlyInAnyOrderElementsOf(products(output));
    }

    /** The product of the sizes of matrices (M, K), (K, N) and (M, N) is the square of M·N·K. */
    private static List<Long> products(Path output) throws Exception {
        List<Long> products = new ArrayList<>();
        for (String line : Files.readAllLines(output.resolve("kernel_details.csv"))) {
            String[] shapes = line.split("\"\"\"", -1);
            if (line.matches("(?:[^,]*,){5}(?:Batch)?MatMulV\\d,.*")) {
                List<Double> inputs = sizes(shapes[1]);
                double product = sizes(shapes[3]).get(0);
                long once = Math.round(Math.sqrt(inputs.get(0) * inputs.get(1) * product));
                products.add(2 * once + (inputs.size() > 2 ? (long) product : 0));
            }
        }
        return products;
    }

    private static List<Double> sizes(String shapes) {
        return Arrays.stream(shapes.split(";"))
                .map(shape -> Arrays.stream(shape.split(","))
                        .mapToDouble(Double::parseDouble)
                        .reduce(1, (one, other) -> one * other))
                .toList();
    }
}
