package io.tracemill.cli.terminal;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the reader of standard output can see.
 *
 * @param columns width of a line, in characters
 * @param colours whether text may be bold or coloured
 * @param bars whether bars may be drawn from block characters
 */
public record Screen(int columns, boolean colours, boolean bars) {

    private static final int DEFAULT_COLUMNS = 120;
    private static final int FEWEST_COLUMNS = 80;

    /** Text in lines of this width, such as that of a file. */
    public static Screen plain(int columns) {
        return new Screen(columns, false, false);
    }

    /**
     * The screen of a process.
     *
     * @param environment the environment's variables: COLUMNS, NO_COLOR, TERM, and those of the locale
     * @param isTerminal whether standard output is a terminal
     */
    static Screen of(Map<String, String> environment, boolean isTerminal) {
        boolean isPlain = !isTerminal
                || !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "").equals("dumb");
        return new Screen(columns(environment), !isPlain, !isPlain && isUnicode(environment));
    }

    /** COLUMNS, but never so narrow that nothing fits. */
    private static int columns(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("\\d{1,4}") ? Math.max(FEWEST_COLUMNS, Integer.parseInt(columns)) : DEFAULT_COLUMNS;
    }

    private static boolean isUnicode(Map<String, String> environment) {
        return Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(locale -> !locale.isEmpty())
                .findFirst()
                .filter(locale ->
                        locale.toUpperCase(Locale.ROOT).replace("-", "").endsWith("UTF8"))
                .isPresent();
    }
}
