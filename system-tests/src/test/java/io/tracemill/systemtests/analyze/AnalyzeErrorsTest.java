package io.tracemill.systemtests.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.CommandLineRun;
import io.tracemill.schemas.RunName;
import io.tracemill.schemas.VisibleText;
import io.tracemill.systemtests.SmallTraces;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be analysed is said in one line that names it, and nothing is left behind. */
class AnalyzeErrorsTest {

    /** A gzip file of nothing. */
    private static final byte[] EMPTY_GZIP = HexFormat.of().parseHex("1f8b08000000000000ff03000000000000000000");

    @TempDir
    Path dir;

    @Test
    void aFileThatDoesNotExistIsNamed() {
        Path file = dir.resolve("none.json");

        failed(analyze(file), file + ": no such file or directory");
    }

    @Test
    void aDirectoryWithoutTracesIsNamed() throws IOException {
        Path empty = Files.createDirectories(dir.resolve("empty"));

        failed(
                analyze(empty),
                empty + ": no traces and no telemetry in this directory, expected files that end in .json, .json.gz or"
                        + " .json.zst, or files of telemetry such as .prom, .csv or .jsonl");
    }

    @Test
    void anEmptyFileIsNamed() throws IOException {
        Path file = Files.createFile(dir.resolve("empty.json"));

        failed(analyze(file), file + ": byte 0: the file is empty, expected a trace or telemetry");
    }

    @Test
    void aFileThatIsNotJsonIsNamedWithTheByte() throws IOException {
        Path file = Files.writeString(dir.resolve("notes.json"), "Dear diary,\n");

        failed(analyze(file), file + ": byte 0: found 'D', expected '{' or '[' (a JSON trace)");
    }

    @Test
    void jsonThatIsNoTraceIsNamed() throws IOException {
        Path file = Files.writeString(dir.resolve("package.json"), "{\"name\": \"left-pad\", \"version\": 1}");

        failed(
                analyze(file),
                file + ": byte 34: the file ends without events, expected \"traceEvents\": [...] or a bare array");
    }

    @Test
    void whatIsNoTraceInADirectoryIsSkipped() throws IOException {
        Path run = Files.createDirectories(dir.resolve("run"));
        Path trace = Files.writeString(run.resolve("pair.json"), SmallTraces.PAIR);
        Path other = Files.writeString(run.resolve("et.json"), "{\"schema\": \"1.1.1\", \"nodes\": []}");

        CommandLineRun analysis = analyze(run);

        String found =
                other + ": byte 32: the file ends without events, expected \"traceEvents\": [...] or a bare array";
        assertThat(analysis.err()).isEqualTo("tracemill: warning: " + found + "; skipped\n" + archived());
        assertThat(analysis.out()).contains("aten::matmul");
        assertThat(analysis.code()).isZero();
        assertThat(CommandLineRun.of(
                        "analyze",
                        other.toString(),
                        trace.toString(),
                        "--out",
                        dir.resolve("second").toString(),
                        "--quiet"))
                .satisfies(named -> assertThat(named.err()).isEqualTo("tracemill: " + found + "\n"))
                .satisfies(named -> assertThat(named.code()).isEqualTo(1));
    }

    @Test
    void aDirectoryOfWhichEveryFileIsSkippedFails() throws IOException {
        Path run = Files.createDirectories(dir.resolve("run"));
        Files.writeString(run.resolve("et.json"), "{\"schema\": \"1.1.1\", \"nodes\": []}");

        CommandLineRun analysis = analyze(run);

        assertThat(analysis.err()).endsWith("; skipped\ntracemill: no file is a trace: skipped 1\n");
        assertThat(analysis.code()).isEqualTo(1);
    }

    @Test
    void aTruncatedGzipIsAnalysedAsFarAsItGoesAndSaysSo() throws IOException {
        byte[] whole = gzip(SmallTraces.PAIR);
        Path file = Files.write(dir.resolve("cut.json.gz"), Arrays.copyOf(whole, whole.length - 12));

        CommandLineRun run = analyze(file);

        String where = "tracemill: warning: " + file + ": byte 404: ";
        assertThat(run.err())
                .isEqualTo(where + "the compressed file is cut off here, expected more data\n"
                        + where
                        + "the file ends inside its event array, expected ']'; everything before was read\n"
                        + archived()
                        + "tracemill analyze: warning: not whole, since the file ends in the middle: " + file + "\n");
        assertThat(run.out())
                .contains("WARNING: the file ends in the middle; only what comes before its end was analysed.")
                .contains("aten::matmul");
        assertThat(run.code()).isZero();
    }

    @Test
    void anArchiveBelowAFileIsRejectedBeforeAnythingStarts() throws IOException {
        Path trace = Files.writeString(dir.resolve("pair.json"), SmallTraces.PAIR);
        Path file = Files.createFile(dir.resolve("file"));
        Path out = file.resolve("archive");

        CommandLineRun run = CommandLineRun.of("analyze", trace.toString(), "--out", out.toString());

        assertThat(run).isEqualTo(new CommandLineRun(1, "", "tracemill: " + out + ": cannot write the archive here\n"));
    }

    @Test
    @DisabledIfSystemProperty(named = "user.name", matches = "root", disabledReason = "root may write everywhere")
    void aReadOnlyArchiveIsRejectedBeforeAnythingStarts() throws IOException {
        Path trace = Files.writeString(dir.resolve("pair.json"), SmallTraces.PAIR);
        Path out = Files.createDirectories(dir.resolve("archive"));
        assertThat(out.toFile().setWritable(false)).isTrue();

        CommandLineRun run = CommandLineRun.of("analyze", trace.toString(), "--out", out.toString());

        assertThat(run).isEqualTo(new CommandLineRun(1, "", "tracemill: " + out + ": cannot write the archive here\n"));
    }

    @Test
    void aTempDirectoryBelowAFileIsRejected() throws IOException {
        Path trace = Files.writeString(dir.resolve("pair.json"), SmallTraces.PAIR);
        Path temp = Files.createFile(dir.resolve("file")).resolve("temp");

        failed(
                analyze(trace, "--temp-dir", temp.toString()),
                temp + ": cannot create a temporary directory here (--temp-dir sets another)");
    }

    @Test
    void aRunThatTheArchiveCannotTakeIsWrongUsage() throws IOException {
        Path trace = Files.writeString(dir.resolve("pair.json"), SmallTraces.PAIR);

        for (String run : List.of("\u4e2d".repeat(51), "null", "a\tb")) {
            CommandLineRun analysis = analyze(trace, "--run", run);

            assertThat(analysis.err())
                    .isEqualTo("tracemill analyze: run must be "
                            + RunName.fault(run).orElseThrow()
                            + " but was \"" + VisibleText.of(run) + "\"\n");
            assertThat(analysis.code()).isEqualTo(2);
        }
        assertThat(out()).doesNotExist();
    }

    @Test
    void aRunFromADirectoryIsFittedAndArchived() throws IOException {
        Path run = Files.createDirectories(dir.resolve("%".repeat(100)));
        Path trace = Files.writeString(run.resolve("pair.json"), SmallTraces.PAIR);

        CommandLineRun analysis = analyze(trace);

        String fitted = RunName.fitted("%".repeat(100));
        assertThat(analysis.err()).startsWith("tracemill: warning: " + trace + ": its run is called " + fitted + ", ");
        assertThat(analysis.code()).isZero();
        assertThat(CommandLineRun.of(
                                "query",
                                "--data",
                                out().toString(),
                                "--format",
                                "csv",
                                "select distinct run from spans")
                        .out())
                .isEqualTo("run\n" + fitted + "\n");
    }

    @Test
    @Timeout(120)
    void aHostileFileKeepsNoOtherFromTheArchive() throws Exception {
        Path healthy = Files.writeString(dir.resolve("pair.json"), SmallTraces.PAIR);
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        for (int i = 0; i < 300_000; i++) {
            members.writeBytes(EMPTY_GZIP);
        }
        Path deep = Files.write(dir.resolve("deep\u001b[2J.json.gz"), members.toByteArray());

        CommandLineRun analysis =
                CommandLineRun.of("analyze", deep.toString(), healthy.toString(), "--out", out().toString());

        assertThat(analysis.err())
                .isEqualTo(
                        "tracemill: " + dir + "/deep\\u001b[2J.json.gz: is nested too deeply to be read, in JSON or in"
                                + " compressed parts\n" + archived());
        assertThat(analysis.code()).isEqualTo(1);
        assertThat(analysis.out()).contains("aten::matmul");
    }

    @Test
    @Timeout(60)
    void aPipeIsRefused() throws Exception {
        Path pipe = dir.resolve("pipe.json");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        failed(analyze(pipe), pipe + ": is a named pipe, a socket or a device, expected a regular file");
    }

    private CommandLineRun analyze(Path file, String... options) {
        String[] args =
                Arrays.copyOf(new String[] {"analyze", file.toString(), "--out", out().toString()}, 4 + options.length);
        System.arraycopy(options, 0, args, 4, options.length);
        return CommandLineRun.of(args);
    }

    private String archived() {
        return "tracemill analyze: archived 1 trace in " + out() + "\n";
    }

    private Path out() {
        return dir.resolve("archive");
    }

    private void failed(CommandLineRun run, String line) {
        assertThat(run.err()).isEqualTo("tracemill: " + line + "\n");
        assertThat(run.out()).isEmpty();
        assertThat(run.code()).isEqualTo(1);
        assertThat(out().toFile().list((folder, name) -> !name.equals(".analyze.lock")))
                .isNullOrEmpty();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
