package io.tracemill.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that {@code --version} prints: that of the build, which puts it into {@code version.txt}. */
final class ProgramVersion implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        return new String[] {line()};
    }

    /** Name and version of the program. */
    static String line() throws IOException {
        try (InputStream in = Objects.requireNonNull(ProgramVersion.class.getResourceAsStream("version.txt"))) {
            return "tracemill " + new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
