package io.tracemill.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectedFilesTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | byte 0: the file is empty, expected a trace or telemetry",
                "hello | byte 0: found 'h', expected '{' or '[' (a JSON trace)",
                "`  ` | byte 2: the file ends, expected '{' or '[' (a JSON trace)",
                "{\"a\":{\"b\":[1]}} | byte 15: the file ends without events, expected \"traceEvents\": [...] or a bare array",
                "[] | byte 2: the file ends without a single event: 0 members read, expected a trace",
                "[1] | byte 3: the file ends without a single event: 1 members read, rejected {not-an-object=1},"
                        + " expected a trace"
            })
    void whatIsNoTraceIsOneLineWithFileAndByte(String content, String message) throws IOException {
        Path file = Files.writeString(directory.resolve("t.json"), content == null ? "" : content);

        assertThatThrownBy(() -> Ingested.of(file, Ingested.config()))
                .isInstanceOf(IngestException.class)
                .hasMessage(file + ": " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"schema\":\"1.1.1\",\"nodes\":[{\"id\":1,\"name\":\"aten::mm\"}]} | true",
                "hello | false",
                "[] | true",
                "[{\"id\":1}] | true",
                "{\"traceEvents\":[]} | false",
                "{\"traceEvents\":[{\"ph\":\"X\"}]} | false",
                "[{\"id\":1} | false",
                "{\"nodes\":[1 | false",
                "`  ` | false"
            })
    void aWholeFileWithoutEventsIsNoTraceUnlessItNamesThem(String content, boolean none) throws IOException {
        Path file = Files.writeString(directory.resolve("t.json"), content);

        assertThatThrownBy(() -> Ingested.of(file, Ingested.config()))
                .isInstanceOf(none ? NoTraceException.class : IngestException.class)
                .matches(thrown -> none == thrown instanceof NoTraceException);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path file = directory.resolve("none.json");

        assertThatThrownBy(() -> Ingested.of(file, Ingested.config())).hasMessage(file + ": no such file");
        assertThatThrownBy(() -> TraceFiles.find(List.of(file))).hasMessage(file + ": no such file or directory");
        assertThatThrownBy(() -> TraceFiles.find(List.of(Path.of("s3://bucket/rank0.json"))))
                .hasMessage(
                        "s3://bucket/rank0.json: no such file or directory; addresses are not read: download the traces,"
                                + " or mount where they are");
        assertThatThrownBy(() -> TraceFiles.find(List.of(directory)))
                .hasMessage(directory + ": no traces and no telemetry in this directory, expected files that end in"
                        + " .json, .json.gz or .json.zst, or files of telemetry such as .prom, .csv or .jsonl");
    }

    @Test
    void aBundleOfFilesIsToBeUnpacked() throws IOException {
        Path file = Files.write(directory.resolve("traces.TAR.gz"), new byte[] {0x1f, (byte) 0x8b});

        assertThatThrownBy(() -> TraceFiles.find(List.of(file)))
                .isInstanceOf(IngestException.class)
                .hasMessage(file + ": is a bundle of files, expected files that end in .json, .json.gz or .json.zst,"
                        + " or a directory with such files: unpack it first");
    }

    @Test
    void directoriesAreSearchedForTraces() throws IOException {
        Path deep = Files.createDirectories(directory.resolve("b/c"));
        for (String name : List.of("b/c/2.json.zst", "b/1.json.gz", "a.json", "notes.txt")) {
            Files.writeString(directory.resolve(name), "x");
        }

        assertThat(TraceFiles.find(List.of(directory, deep)))
                .containsExactly(
                        directory.resolve("a.json"),
                        directory.resolve("b/1.json.gz"),
                        directory.resolve("b/c/2.json.zst"));
    }

    @Test
    void whatProfilersWriteBesideATraceIsSkippedInADirectoryUnlessNamed() throws IOException {
        for (String name : List.of(
                "profiler_info.json",
                "profiler_info_0.json",
                "profiler_info_12.json.gz",
                "profiler_metadata.json",
                "communication.json",
                "communication_matrix.json",
                "communication_step3.json",
                "my_profiler_info_0.json",
                "trace_view.json")) {
            Files.writeString(directory.resolve(name), "x");
        }
        Path named = directory.resolve("profiler_metadata.json");

        assertThat(TraceFiles.find(List.of(directory)))
                .containsExactly(
                        directory.resolve("communication_step3.json"),
                        directory.resolve("my_profiler_info_0.json"),
                        directory.resolve("trace_view.json"));
        assertThat(TraceFiles.find(List.of(named))).containsExactly(named);
    }

    @Test
    void compressionIsToldByContentAndDoesNotChangeTheTrace() throws IOException {
        byte[] json = trace(300);
        int half = json.length / 2;
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.write(gzip(Arrays.copyOf(json, half)));
        members.write(gzip(Arrays.copyOfRange(json, half, json.length)));
        IngestReport plain = ingest("plain.json", json).report();

        for (byte[] compressed : List.of(gzip(json), members.toByteArray(), Zstd.compress(json))) {
            IngestReport report = ingest("other.json", compressed).report();
            assertThat(report.traceId()).isEqualTo(plain.traceId());
            assertThat(report.totals()).isEqualTo(plain.totals());
        }
    }

    @Test
    void aCutGzipOrZstdYieldsItsWholeEventsAndSaysWhereItEnds() throws IOException {
        byte[] json = trace(5000);
        for (byte[] compressed : List.of(gzip(json), Zstd.compress(json))) {
            Ingested trace = ingest("cut.json.gz", Arrays.copyOf(compressed, compressed.length * 3 / 4));

            assertThat(trace.totals().getTruncated()).isTrue();
            assertThat(trace.totals().getPublished()).isBetween(1000L, 4999L);
            assertThat(trace.rejected()).allMatch(rejected -> rejected.startsWith("cut-off"));
            assertThat(trace.report().warnings()).hasSize(2);
            assertThat(trace.report().warnings().get(0))
                    .isEqualTo(directory.resolve("cut.json.gz") + ": byte "
                            + trace.totals().getBytesRead()
                            + ": the compressed file is cut off here, expected more data");
        }
    }

    @Test
    void aGzipCutBeforeItsFirstEventIsAnError() throws IOException {
        byte[] compressed = Arrays.copyOf(gzip(trace(10)), 12);

        assertThatThrownBy(() -> ingest("cut.json.gz", compressed))
                .hasMessage(directory.resolve("cut.json.gz")
                        + ": byte 0: the file ends, expected '{' or '[' (a JSON trace)");
    }

    @Test
    void rankAndRunComeFromFlagsThenTheFileThenItsPath() throws IOException {
        Path run = Files.createDirectories(directory.resolve("job-7"));
        Path file = Files.write(run.resolve("worker_rank-12.json"), trace(1));
        IngestConfig config = Ingested.config().withOrigin(IngestConfig.Origin.FROM_FILE);

        assertThat(Ingested.of(file, config).report()).extracting("run", "rank").containsExactly("job-7", 12);
        assertThat(Ingested.of(file, config.withOrigin(new IngestConfig.Origin("r", 3, null)))
                        .report())
                .extracting("run", "rank")
                .containsExactly("r", 3);
        assertThat(ingest("trace.json", trace(1)).report().rank()).isNull();
    }

    private Ingested ingest(String name, byte[] bytes) throws IOException {
        return Ingested.of(Files.write(directory.resolve(name), bytes), Ingested.config());
    }

    private static byte[] trace(int events) {
        Random random = new Random(1);
        StringBuilder json = new StringBuilder("[");
        for (int i = 0; i < events; i++) {
            json.append(i > 0 ? ",\n" : "").append("{\"name\":\"").append(Long.toHexString(random.nextLong()));
            json.append("\",\"ph\":\"X\",\"ts\":").append(i).append(",\"dur\":1}");
        }
        return json.append(']').toString().getBytes(UTF_8);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        }
        return compressed.toByteArray();
    }
}
