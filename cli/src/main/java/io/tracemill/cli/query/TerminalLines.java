package io.tracemill.cli.query;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** Lines that a person types, with editing, completion of names, and a history that outlives the shell. */
public final class TerminalLines implements SqlShell.Lines, AutoCloseable {

    private static final String PROMPT = "tracemill> ";
    private static final String CONTINUED = "      ...> ";

    private final Terminal terminal;
    private final LineReader reader;

    private TerminalLines(Terminal terminal, LineReader reader) {
        this.terminal = terminal;
        this.reader = reader;
    }

    /**
     * On the process's terminal.
     *
     * @param history file of what was typed before; made if missing
     * @param views names to complete
     */
    public static TerminalLines open(Path history, List<String> views) throws IOException {
        Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build();
        List<String> words = new ArrayList<>(views);
        words.addAll(List.of(".tables", ".schema", ".format", ".limit", ".output", ".help", ".quit"));
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("tracemill")
                .parser(new WholeStatements())
                .completer(new StringsCompleter(words))
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, CONTINUED)
                .variable(LineReader.HISTORY_FILE, history)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
        return new TerminalLines(terminal, reader);
    }

    /** A command, or all lines of a statement. Control-C gives up what was typed of it, Control-D ends. */
    @Override
    public @Nullable String next() {
        while (true) {
            try {
                return reader.readLine(PROMPT);
            } catch (UserInterruptException e) {
                terminal.flush();
            } catch (EndOfFileException e) {
                return null;
            }
        }
    }

    @Override
    public void close() throws IOException {
        terminal.close();
    }

    /** Goes on to the next line until a statement has ended. */
    private static final class WholeStatements extends DefaultParser {
        @Override
        public ParsedLine parse(String line, int cursor, ParseContext context) {
            boolean command = line.strip().startsWith(".");
            if (context == ParseContext.ACCEPT_LINE
                    && !command
                    && !SqlStatements.in(line).isClosed()) {
                throw new EOFError(-1, cursor, "a statement ends with a semicolon");
            }
            return super.parse(line, cursor, context);
        }
    }
}
