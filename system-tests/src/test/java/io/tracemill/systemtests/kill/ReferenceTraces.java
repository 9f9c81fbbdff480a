package io.tracemill.systemtests.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.TraceGenerator;
import io.tracemill.cli.CommandLineRun;
import io.tracemill.storage.publish.FileWalk;
import io.tracemill.systemtests.ArchiveRows;
import io.tracemill.systemtests.RecordedHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Random;

/** Traces of runs of four ranks each, analysed undisturbed once, and then handed in one by one under the same names. */
final class ReferenceTraces {

    private static final int RANKS = 4;
    private static final int SMALLEST_BYTES = 1_000_000;
    private static final int LARGEST_BYTES = 4_000_000;

    private final Path watched;
    private final Path waiting;
    private final Deque<Path> next = new ArrayDeque<>();
    private final Map<String, String> expected;

    private ReferenceTraces(Path watched, Path waiting, Map<String, String> expected) {
        this.watched = watched;
        this.waiting = waiting;
        this.expected = expected;
    }

    /** At least so many, for a directory that is watched. */
    static ReferenceTraces generate(Path watched, long seed, int atLeast) throws IOException {
        Random random = new Random(seed);
        for (int run = 0; run * RANKS < atLeast; run++) {
            Path dir = Files.createDirectories(watched.resolve("run" + run));
            for (int rank = 0; rank < RANKS; rank++) {
                int bytes = random.nextInt(SMALLEST_BYTES, LARGEST_BYTES);
                new TraceGenerator(GeneratorConfig.of(bytes, random.nextLong())
                                .withRank(rank, RANKS)
                                .withStack(rank == 0)) // with modules
                        .write(dir.resolve("rank" + rank + ".json"), (a, b) -> {});
                RecordedHost.put("n" + rank / 2, dir.resolve("rank" + rank + ".json"));
            }
        }
        Path out = watched.resolveSibling("undisturbed");
        CommandLineRun run = CommandLineRun.of("analyze", watched.toString(), "--out", out.toString(), "--quiet");
        assertThat(run.code()).as(run.err()).isZero();
        Path waiting = Files.move(watched, watched.resolveSibling("waiting"));
        ReferenceTraces traces = new ReferenceTraces(watched, waiting, ArchiveRows.checksums(out));
        FileWalk.files(waiting, name -> true).stream().sorted().forEach(traces.next::add);
        Files.createDirectories(watched);
        return traces;
    }

    /** Puts some more into the watched directory, if there are. */
    void handIn(int count) throws IOException {
        for (int i = 0; i < count && !next.isEmpty(); i++) {
            Path trace = next.remove();
            Path place = watched.resolve(waiting.relativize(trace));
            Files.createDirectories(place.getParent());
            Files.move(trace, place, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Puts in what is left. */
    void handInRest() throws IOException {
        handIn(next.size());
    }

    int left() {
        return next.size();
    }

    /** What the undisturbed run left: for each dataset its rows and their checksum. */
    Map<String, String> expected() {
        return expected;
    }

    /** Rows of all datasets together. */
    long expectedRows() {
        return expected.values().stream()
                .filter(sum -> !sum.isEmpty())
                .mapToLong(sum -> Long.parseLong(sum.split("\n", -1)[1].split(",", -1)[0]))
                .sum();
    }
}
