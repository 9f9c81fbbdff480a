package io.tracemill.systemtests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Device time and operations by shape are those that TraceLens published for the same recordings, but where it counts
 * something else: {@code DIFFERENT} says what.
 */
@EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
class ShapeReferencesTest {

    /** Text of inputs as TraceLens writes them: tuples of Python. */
    private static final String SAME_TEXT =
            "create macro same(t) as replace(replace(replace(replace(replace(coalesce(t, ''), ' ', ''), '(', '['), ')', ']'),"
                    + " ',]', ']'), chr(34), chr(39))";

    /**
     * Operators that differ: an embedding and a zeroing count for the outer operator here, as that has a model; the
     * memsets of these normalizations and means are left out there; and what it makes up is no operator. Bytes, and
     * operations of norms without weights, are compared in the module that models them.
     */
    private static final String DIFFERENT = "('aten::index_select', 'aten::fill_', 'aten::batch_norm', 'aten::mean',"
            + " 'aten::miopen_batch_norm_backward') or name like '%(Synthetic Op)'";

    private static final String JOINED = """
            with theirs as (
                select name, same("Input Dims") as dims, same("Input type") as types, same("Input Strides") as strides,
                    same("Concrete Inputs") as concrete, "Kernel Time (µs)_sum" * 1000 as ns, operation_count as calls,
                    GFLOPS * 1e9 as flops
                from read_csv('%s')),
            ours as (
                select operator as name, same(input_dims) as dims, same(input_types) as types,
                    same(input_strides) as strides, same(concrete_inputs) as concrete, sum(device_ns) as our_ns,
                    any_value(flops) as our_flops
                from shape_stats group by all)
            select * from theirs left join ours using (name, dims, types, strides, concrete)
            """;

    @TempDir
    private Path dir;

    @ParameterizedTest
    @CsvSource({
        "h100/gaunernst_bert-small-uncased__1016001, 13, 8",
        "mi300/Qwen_Qwen1.5-0.5B-Chat__1016005, 34, 26",
        "normalization/normalization_layer_test, 26, 23"
    })
    void timesAndOperationsAreEqual(String recording, int times, int operations) throws IOException, SQLException {
        Path references = Path.of(System.getenv("TRACEMILL_CORPUS"), "..", "references", "tracelens");
        Path archive = dir.resolve("archive");
        CommandLineRun run = CommandLineRun.of(
                "analyze", "--quiet", "--out", archive.toString(), references + "/" + recording + ".json.gz");
        assertThat(run.code()).as(run.err()).isZero();
        String joined = JOINED.formatted(references.resolve(recording + "_perf_report_csvs/unified_perf_summary.csv"));
        try (ArchiveTables tables = ArchiveTables.open(archive)) {
            try (Statement statement = tables.connection().createStatement()) {
                statement.execute(SAME_TEXT);
            }
            String equalTime = "our_ns is not null and abs(ns - our_ns) <= 2 * calls";
            assertThat(tables.query("from (" + joined + ") where not coalesce(" + equalTime
                            + ", false) and not (name in " + DIFFERENT + ")"))
                    .isEmpty();
            assertThat(count(tables, joined, equalTime)).isEqualTo(times);
            String equalWork = "abs(flops - our_flops) <= 1e-9 * flops";
            assertThat(tables.query("from (" + joined + ") where flops is not null and our_flops is not null and not ("
                            + equalWork + ") and name <> 'aten::_fused_rms_norm'"))
                    .isEmpty();
            assertThat(count(tables, joined, equalWork)).isEqualTo(operations);
        }
    }

    private static long count(ArchiveTables tables, String joined, String where) throws SQLException {
        List<Map<String, @Nullable Object>> rows =
                tables.query("select count(*) as n from (" + joined + ") where " + where);
        return rows.get(0).get("n") instanceof Long n ? n : -1;
    }
}
