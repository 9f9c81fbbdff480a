package io.tracemill.systemtests.questions;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tracemill.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The archive that the program makes of the planted runs and the telemetry beside them. */
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

    /**
     * For those who ask another engine: makes it as {@code archive} in a directory, and beside it {@code answers.json},
     * which holds each question of the page, how it is asked, and what DuckDB answers; {@code compacted}, one of its
     * runs that came trace by trace and whose files were merged; and {@code evolved}.
     */
    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        Path archive = directory.resolve("archive");
        make(archive, directory.resolve("traces"));
        ObjectMapper json = new ObjectMapper();
        ArrayNode answers = json.createArrayNode();
        for (Question question : Question.ofPage()) {
            String rows = output("query", "--data", archive.toString(), "--format", "json", question.sql());
            answers.addObject()
                    .put("title", question.title())
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
