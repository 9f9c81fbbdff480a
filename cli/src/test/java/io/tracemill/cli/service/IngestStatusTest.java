package io.tracemill.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.DataOutput;
import io.tracemill.cli.terminal.StatusLine;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IngestStatusTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final StatusLine line = new StatusLine(
            new Console(
                    new DataOutput(OutputStream.nullOutputStream()),
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    Map.of(),
                    true),
            true);

    @Test
    void progressSaysWhichFileOfHowManyItIs() {
        IngestStatus status = new IngestStatus(line, 8);

        status.opened(Path.of("runs/rank0.json"), 1000);
        status.opened(Path.of("runs/rank1.json"), 1000);
        status.published(1234);

        assertThat(shown()).isEqualTo("\rfile 2 of 8, rank1.json: 1,234 events published");
    }

    @Test
    void theOnlyFileHasNoNumber() {
        IngestStatus status = new IngestStatus(line, 1);

        status.opened(Path.of("rank0.json"), 1000);
        status.published(1);

        assertThat(shown()).isEqualTo("\rrank0.json: 1 event published");
    }

    @Test
    void aClearedLineLeavesNothing() {
        line.show("half done");
        line.clear();

        assertThat(shown()).isEqualTo("\rhalf done\r         \r");
    }

    private String shown() {
        String shown = err.toString(StandardCharsets.UTF_8);
        line.clear();
        return shown;
    }
}
