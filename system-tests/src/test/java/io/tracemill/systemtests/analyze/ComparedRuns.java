package io.tracemill.systemtests.analyze;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracemill.cli.CommandLineRun;
import io.tracemill.systemtests.StepTraces;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Runs of two ranks in one archive, and the comparisons of them. */
final class ComparedRuns {

    private static final List<String> OPERATORS = List.of("aten::mm", "aten::add", "aten::relu", "c10d::allreduce_");

    private final Path dir;

    ComparedRuns(Path dir) {
        this.dir = dir;
    }

    String archive() {
        return dir.resolve("archive").toString();
    }

    void add(String name, int steps, StepTraces.Nanos nanos) throws IOException {
        add(name, OPERATORS, steps, nanos);
    }

    void add(String name, List<String> operators, int steps, StepTraces.Nanos nanos) throws IOException {
        Path traces = new StepTraces(operators, steps, nanos).write(dir.resolve(name), 2);
        CommandLineRun analyze = CommandLineRun.of("analyze", traces.toString(), "--out", archive(), "--quiet");
        if (analyze.code() != 0) {
            throw new IOException(analyze.err());
        }
    }

    /** Compares two runs; the answer is JSON. */
    CommandLineRun diff(String before, String after, String... more) {
        return CommandLineRun.of(Stream.concat(
                        Stream.of("diff", before, after, "--data", archive(), "--format", "json"), Stream.of(more))
                .toArray(String[]::new));
    }

    JsonNode json(CommandLineRun diff) throws IOException {
        return new ObjectMapper().readTree(diff.out());
    }

    JsonNode change(CommandLineRun diff, String key, String name) throws IOException {
        for (JsonNode change : json(diff).path("changes")) {
            if (change.path(key).asText().equals(name)) {
                return change;
            }
        }
        throw new AssertionError("no " + key + " " + name + " in " + diff.out());
    }

    /** What is slower or faster, each with its verdict. */
    List<String> called(CommandLineRun diff) throws IOException {
        List<String> called = new ArrayList<>();
        for (JsonNode change : json(diff).path("changes")) {
            String verdict = change.path("verdict").asText();
            if (verdict.equals("slower") || verdict.equals("faster")) {
                called.add(change.path("operator").asText(change.path("device").asText()) + " " + verdict);
            }
        }
        return called;
    }

    /** About so many, give or take a part of it. */
    static long noisy(Random random, long nanos, double noise) {
        return Math.max(1_000, Math.round(nanos * (1 + noise * random.nextGaussian())));
    }
}
