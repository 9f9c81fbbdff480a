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

    /**
     * Asserts that a part of a page that people write is what the program prints: what stands between the lines
     * {@code <!-- NAME: printed from the program -->} and {@code <!-- end of NAME -->}. Writes it instead under
     * {@code -Dtracemill.golden=write}.
     *
     * @param text whole lines
     */
    public static void assertSameRegion(Path page, String name, String text) throws IOException {
        String begin = "<!-- " + name + ": printed from the program -->\n";
        String end = "<!-- end of " + name + " -->\n";
        String old = Files.readString(page);
        assertThat(old).as("%s", page).containsOnlyOnce(begin).containsOnlyOnce(end);
        int from = old.indexOf(begin) + begin.length();
        assertSame(page, old.substring(0, from) + text + old.substring(old.indexOf(end)));
    }
}
