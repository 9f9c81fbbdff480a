package io.tracemill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScrapeCommandTest {

    @TempDir
    private Path dir;

    @Test
    void targetsMustBeNamed() {
        CommandLineRun run = scrape();

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith("tracemill scrape: a TARGET or --file-sd is missing\n");
    }

    @Test
    void aTargetThatIsNoneAndTimesThatDoNotFitAreUsageErrors() {
        CommandLineRun wrong = scrape("n 1");
        CommandLineRun slow = scrape("n1", "--interval", "5s");

        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("a target must be HOST:PORT");
        assertThat(slow.code()).isEqualTo(2);
        assertThat(slow.err()).startsWith("tracemill scrape: --timeout (10s) must not be above --interval (5s)\n");
    }

    @Test
    void theNodeOfTargetsOnLoopbackIsOneMachine() {
        CommandLineRun run = scrape("127.0.0.1:9400", "--node", "localhost");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith("tracemill scrape: --node must name one machine but was \"localhost\"\n");
    }

    @Test
    void aTableThatIsNoneIsNamed() throws IOException {
        Path file = Files.writeString(dir.resolve("q.json"), "{\"quantity\": []}");
        CommandLineRun run = scrape("n1", "--quantities", file.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("tracemill: " + file
                        + ": unknown key \"quantity\"; known are carried, exporters, node, quantities\n");
    }

    private static CommandLineRun scrape(String... args) {
        List<String> all = new ArrayList<>(List.of("scrape", "--bootstrap-server", "127.0.0.1:1"));
        all.addAll(List.of(args));
        return CommandLineRun.of(all.toArray(String[]::new));
    }
}
