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
                # How a generated trace compares with recorded ones

                Printed by `ComparisonPageTest`, which also holds every share to its tolerance. *Recorded* is all seven Kineto files of the
                corpus together (553 k events of 2021 to 2026, V100 to B200 and MI300), *training* the latest whole training run among
                them (V100, 2024), *generated* what `tracemill generate --size 100MB` writes, and *with stack* the same with `--with-stack`.

                | | recorded | training | generated | with stack | within |
                |---|---|---|---|---|---|
                """);
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
        return page.append("""

                Shares of categories leave out Python functions and instants: whether those are recorded is the user's choice. Names and
                shapes differ between files, so the seven together have more of them than any one: 27 to 170 kernel names, 20 to 176
                operator names, up to 1,477 shapes each. Two of the three large training files were recorded without shapes, one with;
                a generated file has them on the operators that do the work, which is as many as in all files together. An event
                of those three takes 224, 249 and 319 bytes.

                Like real files, a generated one is not in time order: operators thread by thread, autograd's first, changes of memory after
                each thread's operators, then Python functions, then device events and the runtime calls that made them, last the annotations
                mirrored onto streams. One kernel in twenty was launched before the recording began. Flows from forward to backward are
                in files since 2023 only, so all files together have fewer of them than today's.
                """).toString();
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
