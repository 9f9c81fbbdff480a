package io.tracemill.cli.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.DataOutput;
import io.tracemill.cli.terminal.StatusLine;
import io.tracemill.ingest.IngestConfig;
import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.IngestOutcome;
import io.tracemill.ingest.IngestReport;
import io.tracemill.ingest.NoTraceException;
import io.tracemill.schemas.IngestTotals;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IngestedFilesTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final StatusLine status = new StatusLine(
            new Console(
                    new DataOutput(OutputStream.nullOutputStream()),
                    new PrintStream(said, true, UTF_8),
                    Map.of(),
                    false),
            false);
    private final IngestCounts counts = new IngestCounts();
    private final IngestedFiles ingest =
            IngestedFiles.ofIngest(IngestConfig.defaults(), status, counts, List.of(Path.of("d.json"), Path.of("dir")));
    private final IngestedFiles analyze =
            IngestedFiles.ofAnalyze(IngestConfig.defaults(), status, List.of(Path.of("dir")));

    private List<String> lines() {
        return said.toString(UTF_8).lines().toList();
    }

    private static IngestOutcome published(String trace, String file, boolean withinBudget, String... warnings) {
        IngestTotals totals = new IngestTotals(
                100L, 7L, 7L, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), 0L, Map.of(), false, List.of(), 1, 0L,
                0);
        return new IngestOutcome.Published(
                new IngestReport(trace, "job", 0, Path.of(file), "chrome", totals, 1, withinBudget, List.of(warnings)));
    }

    @Test
    void ingestSaysOfEachFileInOneLineWhatBecameOfIt() {
        ingest.add(published("t1", "a.json", true));
        ingest.add(new IngestOutcome.AlreadyFinished("t2", "job", 1, Path.of("b.json")));
        ingest.add(new IngestOutcome.CutOff(Path.of("c.json"), 12));
        ingest.addFailed(Path.of("d.json"), new IngestException("d.json: no such file"));

        assertThat(lines())
                .containsExactly(
                        "tracemill ingest: a.json: 7 events published as trace t1",
                        "tracemill ingest: b.json: already finished as trace t2, with the options of that run",
                        "tracemill ingest: c.json: skipped: it ends at byte 12 without its closing bracket;"
                                + " it is published once it is complete, or without --watch",
                        "tracemill ingest: d.json: no such file");
        assertThat(List.of(counts.published(), counts.finishedBefore(), counts.failed()))
                .containsExactly(1L, 1L, 1L);
        assertThat(ingest.published()).containsExactly("t1");
        assertThat(ingest.alreadyFinished()).containsExactly("t2");
    }

    @Test
    void analyzeLeavesThePublishedFilesToItsReportAndKeepsTheWarnings() {
        analyze.add(published("t1", "a.json", true, "a.json: cut"));
        analyze.add(published("t2", "b.json", false));

        assertThat(lines())
                .containsExactly(
                        "tracemill: warning: a.json: cut",
                        "tracemill: warning: b.json: has rank 0 of run job, and so has a.json; only one of them is"
                                + " compared with other ranks (--rank or --run distinguishes them)",
                        "tracemill: b.json: more events or bytes were lost than --max-rejected allows (1.0 %)");
        assertThat(analyze.pastBudget()).isEqualTo(1);
        assertThat(analyze.failed()).isZero();
    }

    @Test
    void aFileThatIsNoTraceIsSkippedUnlessItWasNamed() {
        ingest.addFailed(Path.of("dir/e.json"), new NoTraceException("dir/e.json: no events"));
        ingest.addFailed(Path.of("d.json"), new NoTraceException("d.json: no events"));
        ingest.end();

        assertThat(lines())
                .containsExactly(
                        "tracemill ingest: warning: dir/e.json: no events; skipped",
                        "tracemill ingest: d.json: no events");
        assertThat(List.of(counts.skipped(), counts.failed())).containsExactly(1L, 1L);
    }

    @Test
    void aCommandFailsIfAllFilesAreSkipped() {
        analyze.addFailed(Path.of("dir/e.json"), new NoTraceException("dir/e.json: no events"));
        assertThat(analyze.failed()).isZero();

        analyze.end();

        assertThat(lines()).last().isEqualTo("tracemill: no file is a trace: skipped 1");
        assertThat(analyze.failed()).isEqualTo(1);
    }
}
