package io.tracemill.bench.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceVariationTest {
    private static final GeneratorConfig EVEN = GeneratorConfig.of(3_500_000, 5);

    @TempDir
    private Path dir;

    @Test
    void chosenKernelsTakeLongerAndOthersDoNot() throws IOException {
        DeviceVariation slow = new DeviceVariation(Optional.of(Pattern.compile("gemm")), 1.3, 0);
        GeneratedTrace even = generate("even.json", EVEN);
        GeneratedTrace slower = generate("slower.json", EVEN.withVariation(slow));

        assertThat(mean(slower, true) / mean(even, true)).isCloseTo(1.3, within(0.02));
        assertThat(mean(slower, false) / mean(even, false)).isCloseTo(1, within(0.02));
    }

    @Test
    void stepsVaryAsMuchAsAskedFor() {
        DeviceVariation noisy = new DeviceVariation(Optional.empty(), 1, 0.2);
        double[] steps = IntStream.range(0, 2_000)
                .mapToDouble(step -> noisy.ofStep(9, step))
                .toArray();
        double mean = IntStream.range(0, steps.length)
                .mapToDouble(i -> steps[i])
                .average()
                .orElseThrow();
        double variance = IntStream.range(0, steps.length)
                .mapToDouble(i -> (steps[i] - mean) * (steps[i] - mean))
                .average()
                .orElseThrow();

        assertThat(mean).isCloseTo(1, within(0.02));
        assertThat(Math.sqrt(variance)).isCloseTo(0.2, within(0.02));
        assertThat(DeviceVariation.NONE.ofStep(9, 3)).isEqualTo(1);
    }

    private GeneratedTrace generate(String name, GeneratorConfig config) throws IOException {
        Path file = dir.resolve(name);
        new TraceGenerator(config).write(file, GeneratorProgress.NONE);
        return GeneratedTrace.read(file);
    }

    private static double mean(GeneratedTrace trace, boolean products) {
        return trace.ofCategory("kernel").stream()
                .filter(event -> name(event).contains("gemm") == products)
                .mapToLong(event -> GeneratedTrace.nanos(event, "dur"))
                .average()
                .orElseThrow();
    }

    private static String name(JsonNode event) {
        return event.path("name").asText();
    }
}
