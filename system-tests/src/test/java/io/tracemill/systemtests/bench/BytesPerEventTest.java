package io.tracemill.systemtests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.GeneratorProgress;
import io.tracemill.bench.generate.TraceGenerator;
import io.tracemill.bench.measure.HeapUse;
import io.tracemill.bench.measure.JavaCommand;
import io.tracemill.bench.measure.MeasuredRun;
import io.tracemill.bench.measure.Measurement;
import io.tracemill.bench.measure.ThreadRole;
import io.tracemill.bench.measure.TraceSet;
import io.tracemill.cli.MeasuredTracemill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How many bytes each stage allocates, and each topic and dataset takes, for each further raw event of a generated
 * trace: what a large one takes more than a small one, so that what is taken once is left out. None of it depends on
 * how fast or busy the machine is, so it is held to bounds. A bound is moved down when something was made better, and
 * up only for a reason; {@code -Dtracemill.golden=write} rewrites them all, a little above what is measured.
 */
class BytesPerEventTest {
    private static final Path BOUNDS = Path.of("src/test/resources/bytes-per-event.txt");
    private static final GeneratorConfig SMALL = GeneratorConfig.of(20_000_000, 1);
    private static final GeneratorConfig LARGE = GeneratorConfig.of(60_000_000, 1);

    /** The second compiler does without some objects, sooner or later. Without it, all that is written is allocated. */
    private static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=1";

    /** The topology's state is sent at each commit, and there are as many of those as there is time. */
    private static final String DEPENDS_ON_TIME = "-changelog";

    private static final List<ThreadRole> ROLES =
            List.of(ThreadRole.READ, ThreadRole.SPLIT, ThreadRole.PARSE, ThreadRole.ANALYSE, ThreadRole.ARCHIVE);

    @TempDir
    private Path dir;

    @Test
    void noStageAllocatesMoreAndNoTopicOrDatasetIsLarger() throws IOException, InterruptedException {
        Map<String, Double> measured = perFurtherEvent(analyze("small", SMALL), analyze("large", LARGE));
        if ("write".equals(System.getProperty("tracemill.golden"))) {
            write(measured);
        }
        Map<String, Double> bounds = bounds();
        assertThat(measured.keySet()).isEqualTo(bounds.keySet());
        bounds.forEach((what, bound) -> assertThat(measured.get(what)).as(what).isLessThanOrEqualTo(bound));
    }

    /** The second run in a process: the first one loads classes. */
    private MeasuredRun analyze(String name, GeneratorConfig config) throws IOException, InterruptedException {
        Path work = Files.createDirectories(dir.resolve(name));
        Path trace = work.resolve("trace.json");
        new TraceGenerator(config).write(trace, GeneratorProgress.NONE);
        Measurement measurement = new Measurement(
                new MeasuredTracemill(),
                JavaCommand.withHeap("512m", FIRST_COMPILER),
                work,
                TraceSet.of(TraceSet.Role.LARGE, trace),
                said -> {});
        return measurement.warm(1, 1).any();
    }

    private static Map<String, Double> perFurtherEvent(MeasuredRun small, MeasuredRun large) {
        Map<String, Long> less = bytes(small);
        Map<String, Double> perEvent = new TreeMap<>();
        bytes(large)
                .forEach((what, bytes) -> perEvent.put(
                        what, (double) (bytes - less.getOrDefault(what, 0L)) / (large.events() - small.events())));
        return perEvent;
    }

    private static Map<String, Long> bytes(MeasuredRun run) {
        HeapUse heap = Objects.requireNonNull(run.heap(), "a warm run says it");
        Map<String, Long> bytes = new TreeMap<>();
        ROLES.forEach(role ->
                bytes.put("allocated by " + role.title(), heap.allocated().getOrDefault(role, 0L)));
        run.usage().topics().forEach((topic, size) -> bytes.put("topic " + topic, size));
        run.datasets().forEach((dataset, size) -> bytes.put("dataset " + dataset, size));
        bytes.keySet().removeIf(what -> what.endsWith(DEPENDS_ON_TIME));
        return bytes;
    }

    private static Map<String, Double> bounds() throws IOException {
        Map<String, Double> bounds = new TreeMap<>();
        for (String line : Files.readAllLines(BOUNDS)) {
            if (!line.startsWith("#")) {
                String[] words = line.split(" {2,}", -1);
                bounds.put(words[0], Double.parseDouble(words[1]));
            }
        }
        return bounds;
    }

    private static void write(Map<String, Double> measured) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "# Most bytes for each further raw event of a generated trace; see BytesPerEventTest.",
                "# Topics as on the broker's disk, datasets as Parquet."));
        measured.forEach((what, bytes) -> lines.add(String.format(
                Locale.ROOT,
                "%-50s %8.2f",
                what,
                0.01 + Math.max(0, bytes) * (what.startsWith("allocated") ? 1.25 : 1.1))));
        Files.write(BOUNDS, lines);
    }
}
