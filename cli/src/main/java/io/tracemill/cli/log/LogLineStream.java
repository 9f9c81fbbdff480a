package io.tracemill.cli.log;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.slf4j.event.Level;

/**
 * A stream that turns what a command prints to stderr into lines of the log, so that a reader of JSON finds nothing
 * else there.
 */
public final class LogLineStream extends OutputStream {

    private static final String LOGGER = "io.tracemill";

    private final PrintStream out;
    private final LogFormat format;
    private final Level level;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private LogLineStream(PrintStream out, LogFormat format, Level level) {
        this.out = out;
        this.format = format;
        this.level = level;
    }

    /** A stream whose lines come out as lines of the log, with this level. */
    public static PrintStream over(PrintStream out, LogFormat format, Level level) {
        return new PrintStream(new LogLineStream(out, format, level), true, StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void write(int letter) {
        if (letter != '\n') {
            line.write(letter);
            return;
        }
        String text = line.toString(StandardCharsets.UTF_8).strip();
        line.reset();
        if (!text.isEmpty()) {
            out.println(format.write(new LogLine(Instant.now(), level, LOGGER, text, null)));
        }
    }
}
