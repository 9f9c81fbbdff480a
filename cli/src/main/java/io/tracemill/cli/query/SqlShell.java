package io.tracemill.cli.query;

import io.tracemill.cli.terminal.ReaderGoneException;
import io.tracemill.schemas.VisibleText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A shell that runs statements and commands one after the other. Errors are reported by line; execution continues. */
public final class SqlShell {

    private static final String HELP = """
            A statement may take several lines; a semicolon ends it.
              .tables                   the views
              .schema VIEW              columns of a view and their types
              .format table|json|csv    how rows are printed
              .limit N                  rows of a table
              .output FILE              writes answers to a .txt, .json or .csv file; without FILE, shows them
              .help                     this
              .quit                     ends the shell, as does the end of the input
            """;

    private final ArchiveSql archive;
    private final Answers screen;
    private final PrintStream err;
    private Answers answers;
    private @Nullable AnswerFile file;
    private RowFormat formatOfScreen;
    private boolean failed;
    private String open = "";
    private int lineNumber = 1;
    private int openSince = 1;

    /** Answers go to {@code screen} until a file is named, errors to {@code err}. */
    public SqlShell(ArchiveSql archive, Answers screen, PrintStream err) {
        this.archive = archive;
        this.screen = screen;
        this.answers = screen;
        this.formatOfScreen = screen.format();
        this.err = err;
    }

    /** Takes lines until they end or {@code .quit} comes; answers whether all of it was done without an error. */
    public boolean run(Lines lines) throws IOException {
        runAll(lines);
        attempt(lineNumber, this::toScreen);
        return !failed;
    }

    private void runAll(Lines lines) throws IOException {
        for (String line = lines.next(); line != null; line = lines.next()) {
            boolean command = open.isEmpty() && line.strip().startsWith(".");
            if (command && line.strip().equals(".quit")) {
                return;
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
        attempt(line, () -> archive.run(sql, answers));
    }

    private void command(String[] words) throws IOException {
        switch (words[0]) {
            case ".help" -> screen.out().write(HELP);
            case ".tables" -> answers.out().write(String.join("\n", archive.views()) + "\n");
            case ".schema" -> schema(words);
            case ".format" -> answers = answers.as(format(words));
            case ".limit" -> answers = answers.limited(limit(words));
            case ".output" -> output(words);
            default -> throw new IOException("unknown command " + words[0] + "; see .help");
        }
    }

    private void schema(String[] words) throws IOException {
        if (words.length != 2 || !archive.views().contains(words[1])) {
            throw new IOException(".schema must be followed by a view; .tables lists them");
        }
        archive.run("select column_name, column_type from (describe " + words[1] + ")", answers);
    }

    private void output(String[] words) throws IOException {
        if (words.length > 2) {
            throw new IOException(".output must be followed by a file, or by nothing");
        }
        toScreen();
        if (words.length == 2) {
            Path path = Path.of(words[1]);
            RowFormat format = RowFormat.of(path).orElse(answers.format());
            if (!format.isText()) {
                throw new IOException(".output writes text; query --output " + path + " \"SQL\" writes " + path);
            }
            AnswerFile begun = AnswerFile.begin(path);
            file = begun;
            formatOfScreen = answers.format();
            answers = answers.as(format).into(begun.text());
        }
    }

    /** Ends the file, if there is one. */
    private void toScreen() throws IOException {
        answers = answers.backTo(screen);
        try (AnswerFile ended = file) {
            answers = ended == null ? answers : answers.as(formatOfScreen);
            file = null;
            if (ended != null) {
                ended.commit();
            }
        }
    }

    private static int limit(String[] words) throws IOException {
        if (words.length == 2 && words[1].matches("[1-9]\\d{0,8}")) {
            return Integer.parseInt(words[1]);
        }
        throw new IOException(".limit must be followed by a number of rows");
    }

    private static RowFormat format(String[] words) throws IOException {
        String wanted = words.length == 2 ? words[1].toUpperCase(Locale.ROOT) : "";
        for (RowFormat format : RowFormat.values()) {
            if (format.isText() && format.name().equals(wanted)) {
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
        screen.out().flush();
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
