package io.tracemill.cli.terminal;

import io.tracemill.cli.log.LogFormat;
import io.tracemill.cli.log.LogLineStream;
import io.tracemill.schemas.VisibleText;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.event.Level;

/**
 * The outside world of a command: its streams, its environment, its terminal.
 *
 * @param out where data goes
 * @param err where messages and progress go
 * @param environment the environment's variables
 * @param terminal whether {@code err} is a terminal
 * @param input standard input, from which {@code query} reads statements if none is given
 */
public record Console(DataOutput out, PrintStream err, Map<String, String> environment, boolean terminal, Input input) {

    /** Set by the launcher when stderr is a terminal. */
    private static final String TERMINAL_PROPERTY = "tracemill.terminal";

    /** Set by the launcher when both stdin and stdout are terminals. */
    private static final String TYPED_PROPERTY = "tracemill.typed";

    /** Set by the launcher when stdout is a terminal. */
    private static final String SCREEN_PROPERTY = "tracemill.screen";

    /** A console whose standard input is empty. */
    public Console(DataOutput out, PrintStream err, Map<String, String> environment, boolean terminal) {
        this(out, err, environment, terminal, new Input(InputStream.nullInputStream(), false));
    }

    /** The console of this process. */
    public static Console ofProcess() {
        return new Console(
                DataOutput.ofProcess(Boolean.getBoolean(SCREEN_PROPERTY)),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                System.getenv(),
                Boolean.getBoolean(TERMINAL_PROPERTY),
                new Input(new FileInputStream(FileDescriptor.in), Boolean.getBoolean(TYPED_PROPERTY)));
    }

    /**
     * Standard input.
     *
     * @param typed whether a person types it and sees the answers
     */
    public record Input(InputStream stream, boolean typed) {}

    /**
     * The console of a command whose stderr has this format: unless it is text, each message is a log line with this
     * level.
     */
    public Console as(LogFormat format, Level level) {
        return format == LogFormat.TEXT
                ? this
                : new Console(out, LogLineStream.over(err, format, level), environment, false, input);
    }

    /** Prints a line to {@code err}, with its control characters escaped: it may hold a name from a file. */
    public void say(String line) {
        err.println(VisibleText.of(line));
    }

    /** What the reader of {@code out} can see. */
    public Screen screen() {
        return Screen.of(environment, out.isTerminal());
    }
}
