package io.tracemill.systemtests.questions;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tracemill.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The archive that the program makes of the planted runs and the telemetry beside them; and another one of a simulated
 * run with the telemetry of its nodes.
 */
final class PlantedArchive {

    private PlantedArchive() {}

    /** Makes it. */
    static void make(Path archive, Path traces) throws IOException {
        PlantedRuns.write(traces);
        Path telemetry = traces.resolve("telemetry");
        PlantedTelemetry.write(telemetry);
        for (String run : new String[] {"baseline", "candidate", "nightly", "profiled"}) {
            output(
                    "analyze",
                    traces.resolve(run).toString(),
                    telemetry.toString(),
                    "--out",
                    archive.toString(),
                    "--run",
                    run,
                    "--node",
                    "n1",
                    "--quiet");
        }
    }

    /** Makes that of the simulated run. */
    static void simulate(Path archive, Path files) throws IOException {
        output(
                "generate",
                files.toString(),
                "--fleet",
                "simulated",
                "--ranks",
                "8",
                "--per-node",
                "4",
                "--minutes",
                "20",
                "--fault",
                "thermal-throttling",
                "--seed",
                "7",
                "--quiet");
        output(
                "analyze",
                files.resolve("traces").toString(),
                files.resolve("telemetry").toString(),
                "--out",
                archive.toString(),
                "--quiet");
    }

    /**
     * For those who ask another engine: makes them as {@code archive} and {@code simulated} in a directory, and beside
     * them {@code answers.json}, which holds each question of the page, which of the two and how it is asked, and what
     * DuckDB answers; {@code compacted}, one of its runs that came trace by trace and whose files were merged; and
     * {@code evolved}.
     */
    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        Path archive = directory.resolve("archive");
        make(archive, directory.resolve("traces"));
        simulate(directory.resolve(Question.SIMULATED), directory.resolve("files"));
        ObjectMapper json = new ObjectMapper();
        ArrayNode answers = json.createArrayNode();
        for (Question question : Question.ofPage()) {
            Path asked = directory.resolve(question.archive());
            String rows = output("query", "--data", asked.toString(), "--format", "json", question.sql());
            answers.addObject()
                    .put("title", question.title())
                    .put("archive", question.archive())
                    .put("sql", question.sql())
                    .set("rows", json.readTree(rows));
        }
        Files.writeString(directory.resolve("answers.json"), json.writeValueAsString(answers));
        compacted(directory.resolve("traces").resolve("baseline"), directory.resolve("compacted"));
        EvolvedArchive.make(directory.resolve("evolved"));
    }

    private static void compacted(Path run, Path archive) throws IOException {
        try (Stream<Path> traces = Files.list(run)) {
            for (Path trace : traces.toList()) {
                output(
                        "analyze",
                        trace.toString(),
                        "--out",
                        archive.toString(),
                        "--run",
                        "baseline",
                        "--node",
                        "n1",
                        "--quiet");
            }
        }
        output("archive", "compact", "--data", archive.toString(), "--idle", "0s");
    }

    private static String output(String... args) {
        CommandLineRun run = CommandLineRun.of(args);
        if (run.code() != 0) {
            throw new IllegalStateException(run.err());
        }
        return run.out();
    }
}
