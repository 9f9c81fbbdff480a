package io.tracemill.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.GeneratorProgress;
import io.tracemill.bench.generate.TraceGenerator;
import io.tracemill.cli.Console;
import io.tracemill.cli.DataOutput;
import io.tracemill.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How many bytes each stage allocates, and each topic and dataset takes, for each further raw event of a generated trace: what a large one takes more than a
 * small one, so that what is taken once is left out. None of it depends on how fast or busy the machine is, so it is held to bounds. A
 * bound is moved down when something was made better, and up only for a reason; {@code -Dtracemill.golden=write} rewrites them all, a
 * little above what is measured.
 */
class BytesPerEventTest {
    private static final Path BOUNDS = Path.of("src/test/resources/bytes-per-event.txt");
    private static final GeneratorConfig SMALL = GeneratorConfig.of(20_000_000, 1);
    private static final GeneratorConfig LARGE = GeneratorConfig.of(60_000_000, 1);
    /** Compiled code allocates less than interpreted code. */
    private static final int RUNS_TO_WARM_UP = 3;

    /** The topology's state is sent at each commit, and there are as many of those as there is time. */
    private static final String DEPENDS_ON_TIME = "-changelog";

    private static final List<Stage> STAGES =
            List.of(Stage.READ, Stage.SPLIT, Stage.PARSE, Stage.SEND, Stage.ANALYSE, Stage.ARCHIVE);

    @TempDir
    private Path dir;

    @Test
    void noStageAllocatesMoreAndNoTopicOrDatasetIsLarger() throws IOException {
        Map<String, Double> measured = measure();
        if ("write".equals(System.getProperty("tracemill.golden"))) {
            write(measured);
        }
        Map<String, Double> bounds = bounds();
        assertThat(measured.keySet()).isEqualTo(bounds.keySet());
        bounds.forEach((what, bound) -> assertThat(measured.get(what)).as(what).isLessThanOrEqualTo(bound));
    }

    private Map<String, Double> measure() throws IOException {
        Path temp = Files.createTempDirectory("tracemill-bytes-");
        temp.toFile().deleteOnExit(); // brokers end, and remove what they wrote, a while after their runs
        Path small = generate("small.json", SMALL);
        Path large = generate("large.json", LARGE);
        try (HeapMeter heap = HeapMeter.start();
                ProcessWatch watch = ProcessWatch.start(ProcessHandle.current().pid(), temp)) {
            for (int run = 0; run < RUNS_TO_WARM_UP; run++) {
                bytes(large, temp, heap, watch);
            }
            Bytes less = bytes(small, temp, heap, watch);
            Bytes more = bytes(large, temp, heap, watch);
            Map<String, Double> perEvent = new TreeMap<>();
            more.taken()
                    .forEach((what, bytes) -> perEvent.put(
                            what,
                            (double) (bytes - less.taken().getOrDefault(what, 0L)) / (more.events() - less.events())));
            return perEvent;
        }
    }

    private Bytes bytes(Path trace, Path temp, HeapMeter heap, ProcessWatch watch) throws IOException {
        Path archive = dir.resolve("archive");
        heap.lap();
        watch.lap();
        analyze(trace, temp, archive);
        HeapUse use = heap.lap();
        Map<String, Long> bytes = new TreeMap<>();
        STAGES.forEach(stage ->
                bytes.put("allocated by " + stage.title(), use.allocated().getOrDefault(stage, 0L)));
        watch.lap().topics().forEach((topic, size) -> bytes.put("topic " + topic, size));
        bytes.keySet().removeIf(what -> what.endsWith(DEPENDS_ON_TIME));
        Answer.sizes(archive).forEach((dataset, size) -> bytes.put("dataset " + dataset, size));
        long events = Answer.of(archive, 1).counts().read();
        Measurement.deleteAll(archive);
        return new Bytes(events, bytes);
    }

    private record Bytes(long events, Map<String, Long> taken) {}

    private Path generate(String name, GeneratorConfig config) throws IOException {
        Path trace = Files.createDirectories(dir.resolve("traces")).resolve(name);
        new TraceGenerator(config).write(trace, GeneratorProgress.NONE);
        return trace;
    }

    private static void analyze(Path trace, Path temp, Path archive) {
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        Console console = new Console(
                new DataOutput(OutputStream.nullOutputStream()),
                new PrintStream(errors, true, StandardCharsets.UTF_8),
                Map.of(),
                false);
        String[] args = {
            "analyze",
            "--verbose",
            trace.toString(),
            "--out",
            archive.toString(),
            "--temp-dir",
            temp.toString(),
            "--threads",
            "2"
        };
        assertThat(Main.run(args, console)).as(errors::toString).isZero();
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
