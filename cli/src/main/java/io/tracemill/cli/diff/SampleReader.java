package io.tracemill.cli.diff;

import io.tracemill.cli.query.ArchiveSql;
import io.tracemill.cli.query.SqlRow;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Reads the samples of two selections of traces. */
final class SampleReader {

    private final ArchiveSql archive;
    private final SampleKind kind;
    private final List<String> traces;
    private final List<String> tracesAndRuns;
    private final RunSamples before = new RunSamples();
    private final RunSamples after = new RunSamples();

    private SampleReader(ArchiveSql archive, Selection before, Selection after, SampleKind kind) {
        this.archive = archive;
        this.kind = kind;
        this.traces = List.of(String.join(" ", before.traces()), String.join(" ", after.traces()));
        this.tracesAndRuns = List.of(traces.get(0), traces.get(1), before.run(), after.run());
    }

    /**
     * Samples of the first and of the second selection.
     *
     * @param question says whether operators are told apart by device, and which shapes are too small
     */
    static List<RunSamples> read(
            ArchiveSql archive, Selection before, Selection after, SampleKind kind, DiffRequest question)
            throws IOException {
        SampleReader reader = new SampleReader(archive, before, after, kind);
        reader.windows();
        reader.operators(question.byDevice());
        reader.calls(Measure.KERNEL, kind.kernels());
        if (before.isWhole() && after.isWhole()) {
            reader.calls(Measure.SHAPE, kind.shapes(question.minShare()));
            reader.work();
        }
        return List.of(reader.before, reader.after);
    }

    private void windows() throws IOException {
        archive.rows(
                kind.windows(),
                traces,
                row -> side(row)
                        .addWindow(
                                row.required("sample"),
                                row.required("device"),
                                Map.of(
                                        Measure.TOTAL,
                                        row.number("total_ns"),
                                        Measure.COMPUTING,
                                        row.number("computing_ns"),
                                        Measure.EXPOSED_COMMUNICATION,
                                        row.number("exposed_communication_ns"),
                                        Measure.EXPOSED_MEMCPY,
                                        row.number("exposed_memcpy_ns"),
                                        Measure.IDLE,
                                        row.number("idle_ns"))));
    }

    private void operators(boolean byDevice) throws IOException {
        archive.rows(
                kind.operators(),
                tracesAndRuns,
                row -> side(row)
                        .addOperator(
                                new OperatorKey(row.required("name"), byDevice ? row.required("device") : ""),
                                row.required("sample"),
                                row.number("ns")));
    }

    private void calls(Measure measure, String sql) throws IOException {
        archive.rows(
                sql,
                tracesAndRuns,
                row -> side(row)
                        .addCalls(
                                measure,
                                row.required("name"),
                                row.required("sample"),
                                row.number("ns"),
                                row.number("p50_ns")));
    }

    private void work() throws IOException {
        archive.rows(
                kind.work(), tracesAndRuns, row -> side(row).addWork(row.required("sample"), row.required("work")));
    }

    private RunSamples side(SqlRow row) {
        return row.number("side") == 0 ? before : after;
    }
}
