package io.tracemill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is printed from code and kept, so that a change of it is seen. */
public final class Golden {

    private Golden() {}

    /** Asserts that the file holds this text; writes it instead under {@code -Dtracemill.golden=write}. */
    public static void assertSame(Path file, String text) throws IOException {
        if ("write".equals(System.getProperty("tracemill.golden"))) {
            Files.writeString(file, text);
        }
        assertThat(text)
                .as("%s (rewritten with -Dtracemill.golden=write)", file)
                .isEqualTo(Files.readString(file));
    }
}
