package io.tracemill.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.tracemill.schemas.OperatorWork;
import io.tracemill.schemas.TraceEvent;
import io.tracemill.schemas.TraceEventBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The work of the operators of recorded traces is that which another program, TraceLens, works out. */
@EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
class ReferenceWorkTest {

    private static final String TRACE = ".json.gz";
    private static final double TOLERANCE = 1e-9;
    private static final double MIB = 1 << 20;
    private static final String NAME = "name";
    private static final String DIMS = "Input Dims";
    private static final String VALUES = "Concrete Inputs";
    private static final String FLOPS = "GFLOPS";

    /** Operator that has no model here. */
    private static final String UNMODELLED = "aten::_fused_rms_norm_backward";

    /** Places of weights that the other program counts where a call has none. */
    private static final Map<String, Integer> WEIGHTS = Map.of(
            "aten::batch_norm", 1,
            "aten::instance_norm", 1,
            "aten::layer_norm", 2,
            "aten::group_norm", 2,
            "aten::native_batch_norm_backward", 2,
            "aten::_fused_rms_norm", 2);

    /** Operator whose floating-point operations depend on its weights. */
    private static final String MORE_WITH_WEIGHTS = "aten::_fused_rms_norm";

    /** Operator of which the other program takes the channels of a group for all channels. */
    private static final String BY_GROUP = "aten::native_group_norm_backward";

    static List<Path> traces() throws IOException {
        Path references = Path.of(System.getenv("TRACEMILL_CORPUS")).resolveSibling("references");
        assumeThat(references).as("traces with the answers of another program").isDirectory();
        try (Stream<Path> files = Files.walk(references)) {
            return files.filter(file -> file.toString().endsWith(TRACE))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("traces")
    void everyOperatorWithAModelHasTheSameWork(Path trace) throws Exception {
        Map<String, OperatorWork> ours = works(trace);
        List<Map<String, String>> theirs = rows(trace).stream()
                .filter(row -> !row.getOrDefault(FLOPS, "").isEmpty() && !UNMODELLED.equals(row.get(NAME)))
                .toList();

        assertThat(theirs).isNotEmpty().allMatch(row -> ours.containsKey(key(row)));
        for (Map<String, String> row : theirs) {
            @Nullable OperatorWork work = ours.get(key(row));
            if (work != null) {
                check(row, work);
            }
        }
    }

    private static void check(Map<String, String> row, OperatorWork work) {
        String name = row.getOrDefault(NAME, "");
        boolean lacksWeights =
                WEIGHTS.containsKey(name) && shape(row, WEIGHTS.get(name)).isEmpty();
        boolean byGroup =
                name.equals(BY_GROUP) && plain(row.getOrDefault(VALUES, "")).contains("[true,true,true]");
        Long bytes = work.getBytes();

        assertThat(isNear(work.getFlops() / 1e9, row.get(FLOPS)))
                .as("FLOPs of %s: %d", key(row), work.getFlops())
                .isEqualTo(!lacksWeights || !name.equals(MORE_WITH_WEIGHTS));
        assertThat(bytes != null && isNear(bytes / MIB, row.get("Data Moved (MB)")))
                .as("bytes of %s: %d", key(row), bytes)
                .isEqualTo(!lacksWeights && !byGroup);
        assertThat(row.getOrDefault("Compute Spec", ""))
                .as("unit of %s", key(row))
                .matches(unit -> unit.isEmpty() || work.getUnit().name().equalsIgnoreCase(unit));
    }

    /** Sizes of an input; empty if it has none. */
    private static String shape(Map<String, String> row, int place) {
        String dims = plain(row.getOrDefault(DIMS, ""));
        return dims.substring(2, dims.length() - 2).split("],\\[", -1)[place];
    }

    private static boolean isNear(double ours, @Nullable String theirs) {
        double other = theirs == null ? Double.NaN : Double.parseDouble(theirs);
        return Math.abs(ours - other) <= TOLERANCE * Math.abs(other);
    }

    private static Map<String, OperatorWork> works(Path trace) throws IngestException {
        Map<String, OperatorWork> works = new HashMap<>();
        for (TraceEventBatch batch : Ingested.of(trace, Ingested.config()).batches()) {
            for (TraceEvent event : batch.getEvents()) {
                if (event.getWork() != null) {
                    works.put(key(batch.getStrings(), event), event.getWork());
                }
            }
        }
        return works;
    }

    private static String key(List<String> strings, TraceEvent event) {
        return String.join(
                "|",
                strings.get(event.getName()),
                plain(text(strings, event.getInputDims())),
                plain(text(strings, event.getInputTypes())),
                plain(text(strings, event.getConcreteInputs())));
    }

    private static String text(List<String> strings, @Nullable Integer index) {
        return index == null ? "" : strings.get(index);
    }

    private static String key(Map<String, String> row) {
        return String.join(
                "|",
                row.getOrDefault(NAME, ""),
                plain(row.getOrDefault(DIMS, "")),
                plain(row.getOrDefault("Input type", "")),
                plain(row.getOrDefault(VALUES, "")));
    }

    /** Lists of Python and of JSON in one spelling. */
    private static String plain(String list) {
        return list.replace('(', '[')
                .replace(')', ']')
                .replaceAll("[\\s'\"]", "")
                .replace(",]", "]")
                .toLowerCase(Locale.ROOT);
    }

    private static List<Map<String, String>> rows(Path trace) throws IOException {
        String name = trace.getFileName().toString().replace(TRACE, "_perf_report_csvs");
        Path table = trace.resolveSibling(name).resolve("unified_perf_summary.csv");
        try (MappingIterator<Map<String, String>> rows = new CsvMapper()
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(table.toFile())) {
            return rows.readAll();
        }
    }
}
