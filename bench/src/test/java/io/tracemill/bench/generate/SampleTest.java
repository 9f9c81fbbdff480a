package io.tracemill.bench.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed sample is what samples/README.md says. */
class SampleTest {
    private static final Path SAMPLE = Path.of("..", "samples", "training-step.json.gz");
    private static final GeneratorConfig AS_IN_README = GeneratorConfig.of(3_500_000, 7);

    @TempDir
    private Path dir;

    @Test
    void theCommittedSampleIsWhatTheCommandInItsReadmeMakes() throws IOException {
        Path again = dir.resolve("training-step.json");
        long bytes = new TraceGenerator(AS_IN_README).write(again, GeneratorProgress.NONE);
        try (InputStream sample = new GZIPInputStream(Files.newInputStream(SAMPLE))) {
            byte[] committed = sample.readAllBytes();
            assertThat(committed.length).isEqualTo(Math.toIntExact(bytes));
            assertThat(Arrays.mismatch(committed, Files.readAllBytes(again))).isEqualTo(-1);
        }
    }

    @Test
    void theSampleIsSmall() throws IOException {
        assertThat(Files.size(SAMPLE)).isLessThan(300_000);
    }
}
