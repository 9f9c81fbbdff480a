package io.tracemill.cli.terminal;

import io.tracemill.schemas.VisibleText;
import java.util.concurrent.TimeUnit;

/** A line of progress on stderr that is rewritten in place; silent if stderr is not a terminal. Thread-safe. */
public final class StatusLine {

    private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Console console;
    private final boolean shown;
    private long nextNanos = Long.MIN_VALUE;
    private int width;

    /** A line that is shown if stderr is a terminal and progress is wanted. */
    public StatusLine(Console console, boolean wanted) {
        this.console = console;
        this.shown = wanted && console.terminal();
    }

    /** Shows a text, at most ten times a second. */
    public synchronized void show(String text) {
        long now = System.nanoTime();
        if (!shown || (nextNanos != Long.MIN_VALUE && now - nextNanos < 0)) {
            return;
        }
        nextNanos = now + BETWEEN_NANOS;
        String visible = VisibleText.of(text);
        String line = visible.length() < console.screen().columns()
                ? visible
                : visible.substring(0, console.screen().columns() - 1);
        console.err().print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
        console.err().flush();
        width = line.length();
    }

    /** Removes the line, so that other text can be written. */
    public synchronized void clear() {
        if (width > 0) {
            console.err().print("\r" + " ".repeat(width) + "\r");
            console.err().flush();
            width = 0;
            nextNanos = Long.MIN_VALUE;
        }
    }

    /** Prints a message that stays, on a line of its own. */
    public synchronized void say(String text) {
        clear();
        console.say(text);
    }
}
