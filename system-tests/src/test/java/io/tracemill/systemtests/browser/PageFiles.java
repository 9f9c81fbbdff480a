package io.tracemill.systemtests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracemill.bench.generate.DeviceVariation;
import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.TraceGenerator;
import io.tracemill.cli.CommandLineRun;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** An archive of two runs of two ranks, with stacks, memory, shapes and collectives, and the pages made of it. */
final class PageFiles implements AutoCloseable {

    static final String BEFORE = "before";
    static final String AFTER = "after";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int RANKS = 2;
    private static final long SIZE = 4_000_000;

    private final Path dir;
    private final JsonNode report;

    private PageFiles(Path dir) throws IOException {
        this.dir = dir;
        DeviceVariation slow = new DeviceVariation(Optional.of(Pattern.compile("gemm")), 1.5, 0.01);
        analyze(BEFORE, new DeviceVariation(Optional.empty(), 1, 0.01));
        analyze(AFTER, slow);
        report = JSON.readTree(
                run("report", "--data", data().toString(), "--format", "json").out());
        write("report.html", "report");
        write("diff.html", "diff", BEFORE, AFTER);
        write("one.html", "report", "--trace", trace().get("trace_id").asText(), "--step", lastStep());
    }

    /** Makes them in a directory of their own, which closing deletes. */
    static PageFiles make() throws IOException {
        return new PageFiles(Files.createTempDirectory("pages"));
    }

    private void analyze(String run, DeviceVariation variation) throws IOException {
        Path traces = Files.createDirectories(dir.resolve("traces").resolve(run));
        for (int rank = 0; rank < RANKS; rank++) {
            GeneratorConfig config = GeneratorConfig.of(SIZE, rank + 1)
                    .withStack(true)
                    .withRank(rank, RANKS)
                    .withVariation(variation);
            new TraceGenerator(config).write(traces.resolve("rank" + rank + ".json"), (done, all) -> {});
        }
        run(
                "analyze",
                traces.toString(),
                "--run",
                run,
                "--label",
                "side=" + run,
                "--quiet",
                "--out",
                data().toString());
    }

    private void write(String file, String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(
                List.of("--data", data().toString(), "--html", dir.resolve(file).toString()));
        run(arguments.toArray(String[]::new));
    }

    /** A run of the command line that succeeds. */
    static CommandLineRun run(String... arguments) {
        CommandLineRun run = CommandLineRun.of(arguments);
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    /** The archive. */
    Path data() {
        return dir.resolve("archive");
    }

    /** What {@code report --format json} says of the archive. */
    JsonNode report() {
        return report;
    }

    /** The trace of rank 0 before the change. */
    JsonNode trace() {
        for (JsonNode trace : report.get("traces")) {
            if (trace.get("run").asText().equals(BEFORE) && trace.get("rank").asInt() == 0) {
                return trace;
            }
        }
        throw new AssertionError("no trace of rank 0");
    }

    /** The step that the end of that trace cuts, which a page has only on request. */
    String lastStep() {
        JsonNode timeline = trace().get("timeline");
        return timeline.get(timeline.size() - 1).get("step").asText();
    }

    /** The page of both runs. */
    URI report(String hash) {
        return at("report.html", hash);
    }

    /** The page of the comparison. */
    URI diff(String hash) {
        return at("diff.html", hash);
    }

    /** The page of that one trace, with the last step. */
    URI one(String hash) {
        return at("one.html", hash);
    }

    private URI at(String file, String hash) {
        return URI.create(dir.resolve(file).toUri() + hash);
    }

    /** The data in a page. */
    static JsonNode dataOf(URI file) throws IOException {
        String page = Files.readString(Path.of(file.getPath()));
        int from = page.indexOf("base64\">") + "base64\">".length();
        byte[] gzip = Base64.getDecoder().decode(page.substring(from, page.indexOf('<', from)));
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return JSON.readTree(in);
        }
    }

    @Override
    public void close() throws IOException {
        delete(dir);
    }

    /** Deletes a directory and all that is in it. */
    static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
