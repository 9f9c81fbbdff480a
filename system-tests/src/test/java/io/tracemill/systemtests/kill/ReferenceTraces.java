package io.tracemill.systemtests.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.TraceGenerator;
import io.tracemill.cli.CommandLineRun;
import io.tracemill.storage.publish.FileWalk;
import io.tracemill.storage.rows.Datasets;
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

/** Traces of runs of several ranks, analysed undisturbed once, and then handed in under the same names. */
final class ReferenceTraces {

    private final Path watched;
    private final Path waiting;
    private final Deque<Path> next = new ArrayDeque<>();
    private final Map<String, String> expected;
    private long handedIn;

    private ReferenceTraces(Path watched, Path waiting, Map<String, String> expected) {
        this.watched = watched;
        this.waiting = waiting;
        this.expected = expected;
    }

    /** At least so many of each kind, for a directory that is watched. */
    static ReferenceTraces generate(Path watched, long seed, Map<TraceLoad, Integer> atLeast) throws IOException {
        Random random = new Random(seed);
        for (TraceLoad load : TraceLoad.values()) {
            for (int run = 0; run * load.ranks() < atLeast.getOrDefault(load, 0); run++) {
                generate(Files.createDirectories(watched.resolve(load.run(run))), load, random);
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

    private static void generate(Path run, TraceLoad load, Random random) throws IOException {
        for (int rank = 0; rank < load.ranks(); rank++) {
            Path trace = run.resolve("rank" + rank + ".json");
            new TraceGenerator(GeneratorConfig.of(load.bytes(random), random.nextLong())
                            .withRank(rank, load.ranks())
                            .withStack(rank == 0)) // with modules
                    .write(trace, (a, b) -> {});
            RecordedHost.put("n" + rank / 2, trace);
        }
    }

    /** Puts some more into the watched directory, if there are. */
    void handIn(int count) throws IOException {
        for (int i = 0; i < count && !next.isEmpty(); i++) {
            Path trace = next.remove();
            Path place = watched.resolve(waiting.relativize(trace));
            Files.createDirectories(place.getParent());
            Files.move(trace, place, StandardCopyOption.ATOMIC_MOVE);
            handedIn++;
        }
    }

    /** Puts in what is left. */
    void handInRest() throws IOException {
        handIn(next.size());
    }

    /** How many were handed in and have no row in an archive yet. */
    long inFlight(Path archive) {
        return handedIn - ArchiveRows.count(archive, Datasets.TRACES);
    }

    /** What the undisturbed run left: for each dataset its rows and their checksum. */
    Map<String, String> expected() {
        return expected;
    }

    /** Rows of all datasets together. */
    long expectedRows() {
        return ArchiveRows.rows(expected);
    }
}
