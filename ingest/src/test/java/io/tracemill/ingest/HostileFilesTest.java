package io.tracemill.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.ingest.publish.MemoryPublisher;
import io.tracemill.schemas.RunName;
import io.tracemill.schemas.TraceHeader;
import io.tracemill.schemas.VisibleText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file, or its name, does to the ingest of itself and of others. */
class HostileFilesTest {

    private static final String TRACE = """
            [{"ph":"X","name":"a","pid":1,"tid":1,"ts":5,"dur":9}]
            """;

    @TempDir
    Path directory;

    private Path trace(String name) throws IOException {
        Path file = directory.resolve(name).resolve("t.json");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, TRACE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "null", "NULL", "__HIVE_DEFAULT_PARTITION__", "%%%%"})
    void aDirectoryThatCannotNameARunIsFittedAndSaid(String name) throws IOException {
        String longName = name.equals("%%%%") ? "%".repeat(100) : name;
        Path file = trace(longName);

        IngestReport report = Ingested.of(file, IngestConfig.defaults()).report();

        assertThat(report.run()).isEqualTo(RunName.fitted(longName)).isNotEqualTo(longName);
        assertThat(RunName.fault(report.run())).isEmpty();
        assertThat(report.warnings())
                .containsExactly(file + ": its run is called " + report.run()
                        + ", because the name of a run must be "
                        + RunName.fault(longName).orElseThrow() + " (--run sets another)");
        assertThat(report.totals().getNotes()).isEqualTo(report.warnings());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\tb", "null", "__HIVE_DEFAULT_PARTITION__", "\u4e2d"})
    void aGivenNameThatTheArchiveCannotTakeIsRefused(String name) {
        String given = name.equals("\u4e2d") ? name.repeat(51) : name;

        assertThatThrownBy(() -> new IngestConfig.Origin(given, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("run must be " + RunName.fault(given).orElseThrow() + " but was \"" + given + "\"");
        assertThatThrownBy(() -> new IngestConfig.Origin(null, null, given))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("node must be ");
    }

    @Test
    @Timeout(60)
    void aPipeOrADeviceIsRefusedBeforeItIsOpened() throws Exception {
        Path pipe = directory.resolve("pipe.json");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        for (Path path : List.of(pipe, Path.of("/dev/zero"))) {
            String line = path + ": is a named pipe, a socket or a device, expected a regular file";
            assertThatThrownBy(() -> TraceFiles.find(List.of(path))).hasMessage(line);
            assertThatThrownBy(() -> Ingested.of(path, Ingested.config())).hasMessage(line);
        }
        assertThat(TraceFiles.find(List.of(trace("run").getParent(), trace("run"))))
                .hasSize(1);
    }

    @Test
    @Timeout(60)
    void aPipeBesideATraceIsTakenForMissing() throws Exception {
        Path output = Files.createDirectories(directory.resolve("run/rank_ascend_pt/ASCEND_PROFILER_OUTPUT"));
        Path file = Files.writeString(output.resolve("trace_view.json"), TRACE);
        for (String name : List.of("kernel_details.csv", "communication.json", "op_summary_1.csv")) {
            assertThat(new ProcessBuilder("mkfifo", output.resolve(name).toString())
                            .start()
                            .waitFor())
                    .isZero();
        }

        assertThat(Ingested.of(file, Ingested.config()).report().warnings())
                .anySatisfy(warning -> assertThat(warning).contains("missing kernel_details.csv"));
    }

    @Test
    void whatAFileDoesToTheProgramIsItsRefusalAndTheNextFileIsIngested() throws Exception {
        Path deep = Files.write(directory.resolve("deep.json.gz"), emptyMembers(300_000));
        Path healthy = trace("run");
        MemoryPublisher publisher = new MemoryPublisher();

        try (IngestJob job = new IngestJob(Ingested.config(), () -> publisher, id -> false, IngestProgress.NONE)) {
            assertThatThrownBy(() -> job.ingest(deep))
                    .isInstanceOf(IngestException.class)
                    .hasMessage(deep + ": is nested too deeply to be read, in JSON or in compressed parts");
            assertThat(job.ingest(healthy)).isInstanceOf(IngestOutcome.Published.class);
        }
        assertThat(publisher.batches()).isNotEmpty();
    }

    @Test
    void whatTheJobWasGivenMayStillEndIt() throws Exception {
        Path file = trace("run");
        try (IngestJob job = new IngestJob(
                Ingested.config(),
                () -> {
                    throw new IllegalStateException("no broker");
                },
                id -> false,
                IngestProgress.NONE)) {
            assertThatThrownBy(() -> job.ingest(file))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("no broker");
        }
    }

    @Test
    void manyLongNamesOfProcessesAndThreadsFitIntoTheHeader() throws IOException {
        String name = "\u4e2d".repeat(256);
        String named = IntStream.range(0, 4096)
                .mapToObj(pid -> event("process_name", pid, name) + "," + event("thread_name", pid, name))
                .collect(Collectors.joining(","));

        Ingested ingested =
                Ingested.of(("[" + named + "," + TRACE.strip().substring(1)).getBytes(UTF_8), Ingested.config());

        TraceHeader header = ingested.batches().get(0).getHeader();
        for (Map<String, String> names : List.of(header.getProcessNames(), header.getThreadNames())) {
            assertThat(names).isNotEmpty();
            assertThat(names.values().stream()
                            .mapToInt(text -> text.getBytes(UTF_8).length)
                            .sum())
                    .isLessThan(1 << 20);
        }
    }

    @Test
    void controlCharactersInAMessageAreEscaped() throws IOException {
        Path file = Files.writeString(directory.resolve("a\nb\u001b[31m.json"), "x");

        assertThatThrownBy(() -> Ingested.of(file, Ingested.config()))
                .hasMessageStartingWith(directory + "/a\\nb\\u001b[31m.json: byte 0: ")
                .hasMessageStartingWith(VisibleText.of(file.toString()));
    }

    private static String event(String name, int pid, String value) {
        return "{\"ph\":\"M\",\"name\":\"" + name + "\",\"pid\":" + pid + ",\"tid\":1,\"args\":{\"name\":\"" + value
                + "\"}}";
    }

    private static byte[] emptyMembers(int count) throws IOException {
        ByteArrayOutputStream empty = new ByteArrayOutputStream();
        new GZIPOutputStream(empty).close();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            all.writeBytes(empty.toByteArray());
        }
        return all.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[%1$s]%2$s",
                "[%2$s,\n%1$s]",
                "{\"m\":%2$s,\"traceEvents\":[%1$s]}",
                "{\"traceEvents\":[%1$s]}%2$s",
                "{\"traceEvents\":[%1$s,%2$s,%1$s]}"
            })
    @Timeout(60)
    void nestsOfObjectsTakeTimeInProportionToTheirSize(String file) {
        String event = TRACE.strip().substring(1, TRACE.strip().length() - 1);
        for (String level : List.of("{\"a\":", "[{\"x\":", "{\"traceEvents\":[", "{\"ph\":{\"traceEvents\":")) {
            String nest = level.repeat(2_000_000 / level.length());

            Ingested ingested = Ingested.of(String.format(file, event, nest).getBytes(UTF_8), Ingested.config());

            assertThat(ingested.events()).as(level).isNotEmpty();
        }
    }
}
