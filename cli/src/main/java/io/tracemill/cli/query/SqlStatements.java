package io.tracemill.cli.query;

import java.util.ArrayList;
import java.util.List;

/**
 * SQL text split into statements, at the semicolons outside quotes and comments.
 *
 * @param complete statements that ended, without their semicolons
 * @param rest what follows the last semicolon; blank where nothing is left open
 */
record SqlStatements(List<String> complete, String rest) {

    /** Splits a text; statements without anything in them are left out. */
    static SqlStatements in(String sql) {
        List<String> complete = new ArrayList<>();
        int start = 0;
        int at = 0;
        while (at < sql.length()) {
            if (sql.charAt(at) == ';') {
                add(complete, sql.substring(start, at));
                start = at + 1;
                at++;
            } else {
                at = skip(sql, at);
            }
        }
        return new SqlStatements(List.copyOf(complete), sql.substring(start));
    }

    /** All statements of a text that has ended: the last one needs no semicolon. */
    static List<String> all(String sql) {
        SqlStatements statements = in(sql);
        List<String> all = new ArrayList<>(statements.complete());
        add(all, statements.rest());
        return all;
    }

    /** Whether all has ended, but for comments. */
    boolean isClosed() {
        return isEmpty(rest);
    }

    private static void add(List<String> statements, String statement) {
        if (!isEmpty(statement)) {
            statements.add(statement.strip());
        }
    }

    /** Whether there is nothing but blanks and comments. */
    private static boolean isEmpty(String statement) {
        int at = 0;
        while (at < statement.length()) {
            boolean comment = statement.startsWith("--", at) || statement.startsWith("/*", at);
            if (!comment && !Character.isWhitespace(statement.charAt(at))) {
                return false;
            }
            at = comment ? skip(statement, at) : at + 1;
        }
        return !statement.strip().endsWith("/*");
    }

    /** Where what begins here ends: a quoted text, a comment, or a single character. */
    private static int skip(String sql, int at) {
        char c = sql.charAt(at);
        if (c == '\'' || c == '"') {
            return after(sql, String.valueOf(c), at + 1);
        }
        if (sql.startsWith("--", at)) {
            return after(sql, "\n", at);
        }
        if (sql.startsWith("/*", at)) {
            return after(sql, "*/", at + 2);
        }
        if (sql.startsWith("$$", at)) {
            return after(sql, "$$", at + 2);
        }
        return at + 1;
    }

    private static int after(String sql, String end, int from) {
        int at = sql.indexOf(end, from);
        return at < 0 ? sql.length() : at + end.length();
    }
}
