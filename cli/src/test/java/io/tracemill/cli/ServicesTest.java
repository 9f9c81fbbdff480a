package io.tracemill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.TraceGenerator;
import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ingest, topology and archive as processes of their own, against one broker. */
class ServicesTest {

    @TempDir
    private Path dir;

    private final List<Process> processes = new ArrayList<>();
    private EmbeddedKafka kafka;

    @BeforeEach
    void startBroker() throws IOException {
        kafka = EmbeddedKafka.start(dir.resolve("broker"));
    }

    @AfterEach
    void endAll() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
        kafka.close();
    }

    private String server() {
        return kafka.bootstrapServers();
    }

    private CommandLineRun run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--bootstrap-server", server()));
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    private Process start(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(args));
        command.addAll(List.of("--bootstrap-server", server()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve(args[0] + processes.size() + ".log").toFile())
                .start();
        processes.add(process);
        return process;
    }

    private static void awaitTrue(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
        }
    }

    /** Rows of a dataset, in an order of their own, but for the time of day at which ranks were compared; empty for none. */
    private static String rows(Path archive, Table<?, ?> table) {
        String columns = table.equals(Datasets.RANK_SPREAD) ? "* exclude (final_ms)" : "*";
        String sql = "select " + columns + " from " + table.name() + " order by all";
        CommandLineRun run = CommandLineRun.of("query", "--data", archive.toString(), "--format", "csv", sql);
        return run.code() == 0 ? run.out() : "";
    }

    @Test
    void traces_through_separate_processes_give_the_rows_of_analyze() throws Exception {
        Path traces = Files.createDirectories(dir.resolve("traces/job"));
        for (int rank = 0; rank < 4; rank++) {
            new TraceGenerator(GeneratorConfig.of(1_000_000, rank + 1).withRank(rank, 4))
                    .write(traces.resolve("rank" + rank + ".json"), (a, b) -> {});
        }
        assertThat(run("topics", "create", "--partitions", "2").code()).isZero();
        Process stream = start("stream", "--state-dir", dir.resolve("state").toString());
        Path out = dir.resolve("out");
        Process archive = start("archive", "--out", out.toString(), "--roll-idle", "1s");

        CommandLineRun ingest = run("ingest", traces.toString());
        assertThat(ingest.code()).as(ingest.err()).isZero();
        awaitTrue(() -> run("tail", "traces", "--from-beginning", "--until-end", "--where", "state=COMPLETE")
                        .out()
                        .lines()
                        .count()
                == 4);
        CommandLineRun again = run("ingest", traces.toString());
        assertThat(again.err().lines()).hasSize(4).allMatch(line -> line.contains("finished before as trace "));

        stream.destroy();
        assertThat(stream.waitFor(10, TimeUnit.SECONDS)).isTrue();
        Path expected = dir.resolve("expected");
        assertThat(CommandLineRun.of("analyze", traces.toString(), "--out", expected.toString(), "--quiet")
                        .code())
                .isZero();
        awaitTrue(() ->
                Datasets.tables().stream().allMatch(table -> rows(out, table).equals(rows(expected, table))));
        archive.destroy();
        assertThat(archive.waitFor(10, TimeUnit.SECONDS)).isTrue();
        for (Table<?, ?> table : Datasets.tables()) {
            boolean fromElsewhere = table.equals(Datasets.TELEMETRY) || table.equals(Datasets.KERNEL_COUNTERS);
            assertThat(rows(expected, table).isEmpty()).as(table.name()).isEqualTo(fromElsewhere);
            assertThat(rows(out, table)).as(table.name()).isEqualTo(rows(expected, table));
        }
    }

    @Test
    void a_watched_directory_is_published_file_by_file_once_each_is_written() throws Exception {
        assertThat(run("topics", "create", "--partitions", "1").code()).isZero();
        Path traces = Files.createDirectories(dir.resolve("watched"));
        Process watching = start("ingest", traces.toString(), "--watch", "--settle", "1s");
        Path trace = traces.resolve("rank3.json");
        Files.writeString(trace, SmallTraces.PAIR.substring(0, 100));
        Files.writeString(trace, SmallTraces.PAIR);

        awaitTrue(() -> !run("tail", "trace-events", "--from-beginning", "--until-end", "--where", "rank=3")
                .out()
                .isEmpty());
        assertThat(run("tail", "trace-events", "--from-beginning", "--until-end")
                        .out()
                        .lines())
                .singleElement()
                .asString()
                .contains("\"run\":\"watched\"", "aclMatMul");
        watching.destroy();
        assertThat(watching.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void missing_topics_and_topics_with_other_settings_are_said_in_a_line_that_says_what_to_do() {
        CommandLineRun missing = run("stream");
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err())
                .isEqualTo("tracemill: tracemill.trace-events: does not exist; 'tracemill topics create' makes it\n");

        assertThat(run("topics", "create", "--partitions", "2").err())
                .isEqualTo("tracemill topics: all are as they must be\n");
        CommandLineRun other = run("topics", "verify", "--partitions", "3");
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.out().lines()).contains("tracemill.spans: has 2 partitions, expected 3");
    }

    @Test
    void a_broker_that_does_not_answer_is_named() {
        CommandLineRun run = CommandLineRun.of("topics", "verify", "--bootstrap-server", "127.0.0.1:1", "--quiet");
        assertThat(run.code()).isEqualTo(2);

        CommandLineRun silent =
                CommandLineRun.of("archive", "--out", dir.toString(), "--bootstrap-server", "127.0.0.1:1");
        assertThat(silent.code()).isEqualTo(1);
        assertThat(silent.err())
                .startsWith("tracemill: 127.0.0.1:1: no answer from the brokers")
                .hasLineCount(1);
    }

    @Test
    void tail_refuses_what_no_topic_has() {
        assertThat(run("tail", "spanns").err())
                .contains("there is no topic \"spanns\", expected one of trace-events, traces, spans");
        assertThat(run("tail", "spans", "--where", "nme=x").err())
                .contains("--where: spans has no field nme, expected one of trace_id");
    }
}
