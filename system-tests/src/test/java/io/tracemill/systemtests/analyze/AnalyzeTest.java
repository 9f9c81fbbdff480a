package io.tracemill.systemtests.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracemill.cli.CommandLineRun;
import io.tracemill.systemtests.SmallTraces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One command takes a file through broker, topology and archive to the report. */
class AnalyzeTest {

    @TempDir
    Path dir;

    @Test
    void aPairOfOperatorAndKernelIsLinkedAndTheKernelGetsTheOperatorsDevice() throws IOException {
        Path trace = Files.writeString(dir.resolve("pair.json"), SmallTraces.PAIR);

        CommandLineRun run = analyze(trace);

        assertThat(run.err()).isEqualTo(archived("1 trace"));
        assertThat(run.code()).isZero();
        JsonNode report = new ObjectMapper().readTree(run.out()).path("traces").path(0);
        JsonNode operator = report.path("operators").path(0);
        assertThat(operator.path("operator").asText()).isEqualTo("aten::matmul");
        assertThat(operator.path("total_ns").asLong()).isEqualTo(245_300);
        assertThat(operator.path("device_ns").asLong()).isEqualTo(240_100);
        assertThat(operator.path("kernel_count").asLong()).isEqualTo(1);
        JsonNode kernel = report.path("kernels").path(0);
        assertThat(kernel.path("kernel").asText()).isEqualTo("aclMatMul");
        assertThat(kernel.path("device").asText()).isEqualTo("npu:0");
        assertThat(kernel.path("grid").asText()).isEqualTo("64,64,1");
        assertThat(report.path("linked").asLong()).isEqualTo(1);
    }

    @Test
    void copiesThatNoFlowTiesToAnOperatorBelongToTheOneThatSubmittedThem() throws IOException {
        Path trace = Files.writeString(dir.resolve("trace_view.json"), SmallTraces.COPIES);

        JsonNode report =
                new ObjectMapper().readTree(analyze(trace).out()).path("traces").path(0);

        Map<String, String> device = new TreeMap<>();
        report.path("operators")
                .forEach(operator -> device.put(
                        operator.path("operator").asText(),
                        operator.path("kernel_count") + " " + operator.path("device_ns") + " "
                                + operator.path("device_total_ns")));
        assertThat(device)
                .isEqualTo(Map.of("aten::sum", "2 5000 5000", "aten::to", "0 0 7000", "aten::copy_", "1 7000 7000"));
        assertThat(report.path("linked").asLong()).isEqualTo(3);
        assertThat(report.path("evicted_launches").asLong()).isZero();
    }

    @Test
    void theSameFileAgainChangesNothing() throws IOException {
        Path trace = dir.resolve("run/rank0.json.gz");
        Files.createDirectories(trace.getParent());
        assertThat(CommandLineRun.of("generate", trace.toString(), "--size", "2MB")
                        .code())
                .isZero();
        CommandLineRun first = analyze(trace);
        Map<String, String> files = files();

        CommandLineRun second = analyze(trace);

        assertThat(first.code()).isZero();
        assertThat(second.code()).isZero();
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(second.err())
                .startsWith("tracemill: " + trace + ": already finished as trace ")
                .hasLineCount(1);
        assertThat(files()).isEqualTo(files).isNotEmpty();
        assertThat(lawHolds(first.out())).isTrue();
    }

    @Test
    void labelsAreKeptOfTheFirstAnalysisAndSelectTraces() throws IOException {
        String trace =
                Files.writeString(dir.resolve("pair.json"), SmallTraces.PAIR).toString();
        String out = out().toString();

        CommandLineRun first = CommandLineRun.of(
                "analyze", trace, "--out", out, "--format", "json", "--label", "model=a,b", "--label", "commit=1");
        CommandLineRun second = CommandLineRun.of("analyze", trace, "--out", out, "--label", "commit=2");

        JsonNode labels =
                new ObjectMapper().readTree(first.out()).path("traces").path(0).path("labels");
        assertThat(labels.toString()).isEqualTo("{\"commit\":\"1\",\"model\":\"a,b\"}");
        assertThat(second.code()).isZero();
        assertThat(second.err()).contains(" was analysed before, and keeps the labels of then: {commit=1, model=a,b}");
        assertThat(CommandLineRun.of("query", "--data", out, "--format", "csv", "select labels['model'] from traces")
                        .out())
                .endsWith("\"a,b\"\n");
        assertThat(CommandLineRun.of("report", "--data", out, "--label", "model=a,b,commit=1")
                        .out())
                .isEqualTo(second.out())
                .contains(", labels commit=1,");
        assertThat(CommandLineRun.of("report", "--data", out, "--label", "commit=2")
                        .code())
                .isEqualTo(1);
    }

    @Test
    void twoFilesOfOneRankAreSaidToBeSoAndNotCompared() throws IOException {
        Path run = Files.createDirectories(dir.resolve("job"));
        Path first = Files.writeString(run.resolve("a-rank0.json"), SmallTraces.PAIR);
        Path second = Files.writeString(run.resolve("b-rank0.json"), SmallTraces.PAIR + " ");
        String warning = "tracemill: warning: " + second + ": has rank 0 of run job, and so has " + first
                + "; only one of them is compared with other ranks (--rank or --run distinguishes them)\n";

        CommandLineRun both = analyze(run);
        CommandLineRun again = analyze(run);

        assertThat(both.code()).isZero();
        assertThat(both.err()).isEqualTo(warning + archived("2 traces"));
        assertThat(again.err()).contains(first + ": already finished", second + ": already finished", warning);
        JsonNode report = new ObjectMapper().readTree(both.out());
        assertThat(report.path("traces")).hasSize(2);
        assertThat(report.path("runs")).isEmpty();
    }

    @Test
    void ofThreeFilesTwoOfOneRankTheRanksAreComparedAndTheReportSaysWhatIsLeftOut() throws IOException {
        Path run = Files.createDirectories(dir.resolve("job"));
        Files.writeString(run.resolve("a-rank0.json"), SmallTraces.PAIR);
        Files.writeString(run.resolve("b-rank0.json"), SmallTraces.PAIR + " ");
        Files.writeString(run.resolve("c-rank1.json"), SmallTraces.PAIR);

        CommandLineRun all = analyze(run);

        assertThat(all.err())
                .hasLineCount(2)
                .contains("b-rank0.json: has rank 0 of run job, and so has ")
                .endsWith(archived("3 traces"));
        JsonNode compared = new ObjectMapper().readTree(all.out()).path("runs").path(0);
        assertThat(compared.path("ranks_compared").asInt()).isEqualTo(2);
        assertThat(compared.path("left_out_traces").asInt()).isEqualTo(1);
        assertThat(CommandLineRun.of("report", "--data", out().toString()).out())
                .contains("RANKS  (run job: 2 ranks compared)")
                .contains("WARNING: traces left out, since another one of their rank is compared: 1.");
    }

    @Test
    void aBadFileDoesNotKeepTheOthersFromBeingAnalysed() throws IOException {
        Path good = Files.writeString(dir.resolve("good.json"), SmallTraces.PAIR);
        Path bad = Files.createFile(dir.resolve("bad.json"));

        CommandLineRun run = CommandLineRun.of(
                "analyze", bad.toString(), good.toString(), "--out", out().toString(), "--format", "json");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("tracemill: " + bad + ": ")
                .hasLineCount(2)
                .endsWith(archived("1 trace"));
        assertThat(new ObjectMapper().readTree(run.out()).path("traces")).hasSize(1);
    }

    @Test
    void moreRejectedEventsThanAllowedEndWithThree() throws IOException {
        Path trace = Files.writeString(
                dir.resolve("half.json"), SmallTraces.PAIR.replace("[\n", "[\n {\"name\":\"no phase\"},\n"));

        CommandLineRun run = analyze(trace);

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err())
                .isEqualTo("tracemill: warning: " + trace
                        + ": event at byte 18: missing-ph: expected \"ph\" to be a single letter\n"
                        + "tracemill: " + trace
                        + ": more events or bytes were lost than --max-rejected allows (1.0 %)\n"
                        + archived("1 trace"));
        assertThat(new ObjectMapper().readTree(run.out()).path("traces")).hasSize(1);
    }

    @Test
    void everyEventThatWasRejectedIsKeptWhereAskedFor() throws IOException {
        String bad = " {\"name\":\"no phase\"},\n".repeat(7);
        Path trace = Files.writeString(dir.resolve("bad.json"), SmallTraces.PAIR.replace("[\n", "[\n" + bad));
        Path letters = Files.writeString(dir.resolve("letters.json"), "of an earlier call\n");

        CommandLineRun run = CommandLineRun.of(
                "analyze", trace.toString(), "--out", out().toString(), "--dead-letters", letters.toString());

        assertThat(run.err())
                .contains("tracemill: warning: " + trace + ": 2 more events were rejected: see the dead letters\n");
        assertThat(Files.readAllLines(letters))
                .hasSize(7)
                .allSatisfy(line -> assertThat(
                                new ObjectMapper().readTree(line).path("reason").asText())
                        .isEqualTo("missing-ph"));
    }

    /** computing + exposed communication + exposed copies + idle = total, on every device and in every step. */
    private static boolean lawHolds(String json) throws IOException {
        for (JsonNode row :
                new ObjectMapper().readTree(json).path("traces").path(0).path("timeline")) {
            long parts = row.path("computing_ns").asLong()
                    + row.path("exposed_communication_ns").asLong()
                    + row.path("exposed_memcpy_ns").asLong()
                    + row.path("idle_ns").asLong();
            assertThat(parts).isEqualTo(row.path("total_ns").asLong());
        }
        return true;
    }

    private CommandLineRun analyze(Path trace) {
        return CommandLineRun.of("analyze", trace.toString(), "--out", out().toString(), "--format", "json");
    }

    private String archived(String traces) {
        return "tracemill analyze: archived " + traces + " in " + out() + "\n";
    }

    private Path out() {
        return dir.resolve("archive");
    }

    /** Every file of the archive with a hash of its bytes. */
    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(out())) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(out().relativize(file).toString(), hash(file));
            }
        }
        return files;
    }

    private static String hash(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
