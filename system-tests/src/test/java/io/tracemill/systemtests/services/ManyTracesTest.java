package io.tracemill.systemtests.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.TraceGenerator;
import io.tracemill.cli.CommandLineRun;
import io.tracemill.storage.publish.FileWalk;
import io.tracemill.systemtests.ArchiveRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Small traces of three runs that are published at the same time, through two topologies and two archives. {@code
 * -Dtracemill.ranks=256} makes them as many as in a large job. What the processes used is in the log.
 */
class ManyTracesTest {

    private static final Logger LOG = LoggerFactory.getLogger(ManyTracesTest.class);
    private static final int RUNS = 3;
    private static final int RANKS = Integer.getInteger("tracemill.ranks", 16);
    private static final int PARTITIONS = 4;

    /** One for each partition; of very many traces more, because the largest is published where memory is full. */
    private static final int MOST_FILES = PARTITIONS * (1 + RANKS / 64);

    @TempDir
    private static Path dir;

    private static List<Path> runs;
    private static Map<String, String> expected;

    @BeforeAll
    static void analyzeTheSameTraces() throws IOException {
        Path traces = dir.resolve("traces");
        runs = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            runs.add(Files.createDirectories(traces.resolve("run" + run)));
            for (int rank = 0; rank < RANKS; rank++) {
                long seed = (long) run * RANKS + rank;
                new TraceGenerator(GeneratorConfig.of(GeneratorConfig.MIN_SIZE_BYTES, seed)
                                .withRank(rank, RANKS))
                        .write(runs.get(run).resolve("rank" + rank + ".json"), (done, all) -> {});
            }
        }
        Path out = dir.resolve("expected");
        CommandLineRun analyze = CommandLineRun.of("analyze", traces.toString(), "--out", out.toString(), "--quiet");
        assertThat(analyze.code()).as(analyze.err()).isZero();
        expected = ArchiveRows.checksums(out);
        LOG.warn("many traces: {} of {} runs, {} rows", RUNS * RANKS, RUNS, ArchiveRows.rows(expected));
    }

    @Test
    void tracesThatComeAtOnceGiveTheRowsOfOneProcessInSharedFiles() throws Exception {
        try (ServicePairs services = new ServicePairs(dir.resolve("live"), PARTITIONS)) {
            services.start();
            services.awaitReady();
            LOG.warn("many traces: ready: {}", services.figures());
            services.beginFigures();
            services.ingest(runs);
            services.awaitArchived(ArchiveRows.rows(expected));
            LOG.warn("many traces: at once: {}", services.figures());
            services.end();

            assertThat(ArchiveRows.checksums(services.archive())).isEqualTo(expected);
            assertThat(filesByDirectory(services.archive()))
                    .as("files of a dataset, run and date")
                    .allSatisfy((directory, files) -> assertThat(files).isLessThanOrEqualTo(MOST_FILES));
        }
    }

    @Test
    void tracesThatWaitedForTheServicesGiveTheRowsOfOneProcess() throws Exception {
        try (ServicePairs services = new ServicePairs(dir.resolve("backlog"), PARTITIONS)) {
            for (Process ingest : services.ingest(runs)) {
                assertThat(ingest.waitFor(10, TimeUnit.MINUTES)).isTrue();
            }
            LOG.warn("many traces: published while no service runs: {}", services.figures());
            services.beginFigures();
            services.start();
            services.awaitArchived(ArchiveRows.rows(expected));
            LOG.warn("many traces: backlog: {}", services.figures());
            services.end();

            assertThat(ArchiveRows.checksums(services.archive())).isEqualTo(expected);
        }
    }

    private static Map<Path, Long> filesByDirectory(Path archive) throws IOException {
        Map<Path, Long> files = FileWalk.files(archive, name -> name.endsWith(".parquet")).stream()
                .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
        LOG.warn(
                "many traces: {} directories by their number of files: {}",
                files.size(),
                files.values().stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting())));
        return files;
    }
}
