package io.tracemill.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicSizesTest {

    @TempDir
    private Path dir;

    @Test
    void aTopicIsAsLargeAsItEverWasInTheLatestBroker() throws IOException {
        TopicSizes sizes = new TopicSizes(dir);
        segment("first", "tracemill.spans-0", "00000000000000000000.log", 500);
        sizes.look();
        segment("first", "tracemill.spans-0", "00000000000000000000.log", 100);
        segment("first", "tracemill.spans-1", "00000000000000000000.log", 30);
        segment("first", "__consumer_offsets-0", "00000000000000000000.log", 9);
        sizes.look();
        assertThat(sizes.lap()).isEqualTo(Map.of("tracemill.spans", 500L));

        segment("second", "tracemill.spans-0", "00000000000000000000.log", 7);
        segment("second", "tracemill.spans-0", "00000000000000000000.index", 70);
        sizes.look();
        assertThat(sizes.lap()).isEqualTo(Map.of("tracemill.spans", 7L));
        assertThat(sizes.lap()).isEmpty();
    }

    private void segment(String broker, String partition, String name, int bytes) throws IOException {
        Path directory = Files.createDirectories(dir.resolve(broker).resolve(partition));
        Files.write(directory.resolve(name), new byte[bytes]);
    }
}
