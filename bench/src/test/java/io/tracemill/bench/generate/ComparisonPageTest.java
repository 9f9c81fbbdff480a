package io.tracemill.bench.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** What is generated, beside what was recorded. The page is rewritten with {@code -Dtracemill.golden=write}. */
@EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
class ComparisonPageTest {
    private static final Path PAGE = Path.of("..", "docs", "generator.md");
    private static final GeneratorConfig CONFIG = GeneratorConfig.of(100_000_000, 1);

    /** How far what is generated may be from all recorded files together, in points. */
    private static final Map<String, Double> TOLERANCES = Map.of(
            "cpu_op", 2.0,
            "cuda_runtime", 2.0,
            "ac2g f", 1.0,
            "ac2g s", 1.0,
            "kernel", 1.0,
            "gpu_memcpy", 0.3,
            "gpu_memset", 0.3,
            "user_annotation", 0.3,
            "fwdbwd", 1.5);

    private static final List<String> KINDS = List.of(
            "cpu_op",
            "cuda_runtime",
            "ac2g f",
            "ac2g s",
            "kernel",
            "gpu_memcpy",
            "gpu_memset",
            "user_annotation",
            "fwdbwd");

    @TempDir
    private Path dir;

    private final TraceTally recorded = new TraceTally();
    private TraceTally training = new TraceTally();
    private TraceTally generated = new TraceTally();
    private TraceTally withStack = new TraceTally();

    @BeforeEach
    void tally() throws IOException {
        Path corpus = Path.of(System.getenv("TRACEMILL_CORPUS"), "kineto");
        try (Stream<Path> files = Files.list(corpus)) {
            for (Path file : files.sorted().toList()) {
                recorded.add(file);
            }
        }
        training = TraceTally.of(corpus.resolve("v100-2024-ns.pt.trace.json.gz"));
        generated = TraceTally.of(generate(CONFIG));
        withStack = TraceTally.of(generate(CONFIG.withStack(true)));
    }

    @Test
    void everyCategoryIsAsFrequentAsInRecordedTraces() {
        TOLERANCES.forEach((kind, tolerance) ->
                assertThat(generated.mix(kind)).as(kind).isCloseTo(recorded.mix(kind), within(tolerance)));
    }

    @Test
    void thePageSaysHowItCompares() throws IOException {
        String text = page();
        if ("write".equals(System.getProperty("tracemill.golden"))) {
            Files.writeString(PAGE, text);
        }
        assertThat(text)
                .as("%s (rewritten with -Dtracemill.golden=write)", PAGE)
                .isEqualTo(Files.readString(PAGE));
    }

    private String page() {
        StringBuilder page = new StringBuilder("""
                # How generated traces compare with recorded ones

                `ComparisonPageTest` prints this page and holds every share to its tolerance. The columns are:

                - *recorded*: all seven Kineto files of the corpus together (553 k events of 2021 to 2026, V100 to B200 and MI300);
                - *training*: the latest complete training run among them (V100, 2024);
                - *generated*: the output of `tracemill generate --size 100MB`;
                - *with stack*: the same with `--with-stack`;
                - *within*: the largest difference allowed between *generated* and *recorded*, in points.

                | | recorded | training | generated | with stack | within |
                |---|---|---|---|---|---|
                """);
        rows(page);
        return page.append("""

                Shares of categories leave out Python functions and instants, because the user chooses whether to record those. Names and
                shapes differ between files, so the seven files together have more of them than any single file: each has 27 to 170
                kernel names, 20 to 176 operator names and up to 1,477 shapes. Of the three large training files, two were recorded
                without shapes and one with. A generated file has shapes on the operators that do the work, which is the same
                share as in all files together. An event of the three large files takes 224, 249 and 319 bytes.

                Like a recorded file, a generated one is not in time order. Operators come first, thread by thread, with autograd's
                thread first, and changes of memory follow the operators of each thread. Then come Python functions, then device
                events with the runtime calls that launched them, and last the annotations mirrored onto streams. One kernel in
                twenty was launched before the recording began. Only files since 2023 have flows from forward to backward, so
                all files together have fewer of them than a recent file.
                """).toString();
    }

    private void rows(StringBuilder page) {
        for (String kind : KINDS) {
            row(page, kind + ", %", tally -> share(tally.mix(kind)), share(TOLERANCES.getOrDefault(kind, 0.0)));
        }
        row(page, "python_function, % of all", tally -> share(tally.share("python_function")), "");
        row(page, "`[memory]` and other instants, % of all", tally -> share(tally.share("instant")), "");
        row(page, "bytes of JSON an event", tally -> share(tally.bytesPerEvent()), "");
        row(page, "operators with shapes, %", tally -> share(tally.withShapes()), "");
        row(page, "different operator names", tally -> "" + tally.names("cpu_op"), "");
        row(page, "different shapes of inputs", tally -> "" + tally.shapes(), "");
        row(page, "different runtime calls", tally -> "" + tally.names("cuda_runtime"), "");
        row(page, "different kernel names", tally -> "" + tally.names("kernel"), "");
        row(page, "different Python functions", tally -> "" + tally.names("python_function"), "");
    }

    private void row(StringBuilder page, String name, Function<TraceTally, String> value, String tolerance) {
        page.append("| ").append(name);
        for (TraceTally tally : List.of(recorded, training, generated, withStack)) {
            page.append(" | ").append(value.apply(tally));
        }
        page.append(" | ").append(tolerance).append(" |\n");
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private Path generate(GeneratorConfig config) throws IOException {
        Path file = dir.resolve("stack-" + config.withStack() + ".json");
        new TraceGenerator(config).write(file, GeneratorProgress.NONE);
        return file;
    }
}
