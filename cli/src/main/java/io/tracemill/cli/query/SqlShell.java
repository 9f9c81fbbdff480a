package io.tracemill.cli.query;

import io.tracemill.cli.terminal.ReaderGoneException;
import io.tracemill.schemas.VisibleText;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A shell that runs statements and commands one after the other. Errors are reported by line; execution continues. */
public final class SqlShell {

    private static final String HELP = """
            A statement may take several lines; a semicolon ends it.
              .tables                   the views
              .schema VIEW              columns of a view and their types
              .format table|json|csv    how rows are printed
              .help                     this
              .quit                     ends the shell, as does the end of the input
            """;

    private final ArchiveSql archive;
    private final Writer out;
    private final PrintStream err;
    private RowFormat format;
    private boolean failed;
    private String open = "";
    private int lineNumber = 1;
    private int openSince = 1;

    /** Answers go to {@code out}, errors to {@code err}. */
    public SqlShell(ArchiveSql archive, RowFormat format, Writer out, PrintStream err) {
        this.archive = archive;
        this.format = format;
        this.out = out;
        this.err = err;
    }

    /** Takes lines until they end or {@code .quit} comes; answers whether all of it was done without an error. */
    public boolean run(Lines lines) throws IOException {
        for (String line = lines.next(); line != null; line = lines.next()) {
            boolean command = open.isEmpty() && line.strip().startsWith(".");
            if (command && line.strip().equals(".quit")) {
                return !failed;
            }
            if (command) {
                String[] words = line.strip().split("\\s+");
                attempt(lineNumber, () -> command(words));
            } else {
                take(line + "\n");
            }
            lineNumber += 1 + (int) line.chars().filter(c -> c == '\n').count();
        }
        for (String statement : SqlStatements.all(open)) {
            statement(openSince, statement);
        }
        return !failed;
    }

    /** Runs what has ended with this, and keeps the rest. */
    private void take(String text) throws IOException {
        if (open.isEmpty()) {
            openSince = lineNumber;
        }
        SqlStatements statements = SqlStatements.in(open + text);
        for (String statement : statements.complete()) {
            statement(openSince, statement);
            openSince = lineNumber;
        }
        open = statements.isClosed() ? "" : statements.rest();
    }

    private void statement(int line, String sql) throws IOException {
        attempt(line, () -> archive.run(sql, format, out));
    }

    private void command(String[] words) throws IOException {
        switch (words[0]) {
            case ".help" -> out.write(HELP);
            case ".tables" -> out.write(String.join("\n", archive.views()) + "\n");
            case ".schema" -> schema(words);
            case ".format" -> format = format(words);
            default -> throw new IOException("unknown command " + words[0] + "; see .help");
        }
    }

    private void schema(String[] words) throws IOException {
        if (words.length != 2 || !archive.views().contains(words[1])) {
            throw new IOException(".schema must be followed by a view; .tables lists them");
        }
        archive.run("select column_name, column_type from (describe " + words[1] + ")", format, out);
    }

    private static RowFormat format(String[] words) throws IOException {
        String wanted = words.length == 2 ? words[1].toUpperCase(Locale.ROOT) : "";
        for (RowFormat format : RowFormat.values()) {
            if (format.name().equals(wanted)) {
                return format;
            }
        }
        throw new IOException(".format must be followed by table, json or csv");
    }

    private void attempt(int line, Attempt attempt) throws IOException {
        try {
            attempt.make();
        } catch (ReaderGoneException e) {
            throw e;
        } catch (IOException e) {
            failed = true;
            err.println(VisibleText.of("tracemill query: line " + line + ": " + e.getMessage()));
        }
        out.flush();
    }

    /** Where lines come from. */
    @FunctionalInterface
    public interface Lines {
        /** The next line, or several at once; null at the end. */
        @Nullable
        String next() throws IOException;
    }

    @FunctionalInterface
    private interface Attempt {
        void make() throws IOException;
    }
}
