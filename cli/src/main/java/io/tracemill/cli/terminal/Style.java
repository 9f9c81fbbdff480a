package io.tracemill.cli.terminal;

/** Looks of text on a terminal, by what the text is. */
public enum Style {
    /** Text as any other. */
    PLAIN(""),
    /** Name of a part of the page. */
    HEADING("1"),
    /** What must not be overlooked. */
    WARNING("33"),
    /** What explains other text. */
    ASIDE("2");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    /** A line with this look, as a terminal takes it (ECMA-48, select graphic rendition). */
    public String of(String line, Screen screen) {
        return code.isEmpty() || !screen.colours() ? line : "\u001b[" + code + "m" + line + "\u001b[0m";
    }
}
