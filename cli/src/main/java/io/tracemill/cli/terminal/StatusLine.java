package io.tracemill.cli.terminal;

import io.tracemill.schemas.VisibleText;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A line of progress on stderr that is rewritten in place; silent if stderr is not a terminal. If a signal ends the
 * process while it is shown, it is removed, and one line says so. Thread-safe.
 */
public final class StatusLine {

    private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** What a terminal may show of the key behind the line. */
    private static final int KEY_WIDTH = "^C".length();

    private final Console console;
    private final boolean shown;
    private long nextNanos = Long.MIN_VALUE;
    private int width;
    private @Nullable Thread atEnd;
    private boolean isEnding;

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
        if (!isWatched()) {
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

    /** Lets the end of the process remove the line; false if that has come. */
    private boolean isWatched() {
        if (atEnd == null && !isEnding) {
            Thread hook = new Thread(this::interrupted, "status-line");
            try {
                Runtime.getRuntime().addShutdownHook(hook);
                atEnd = hook;
            } catch (IllegalStateException e) {
                isEnding = true;
            }
        }
        return !isEnding;
    }

    private synchronized void interrupted() {
        isEnding = true;
        if (width > 0) {
            erase(Math.min(width + KEY_WIDTH, console.screen().columns() - 1));
            console.say("tracemill: interrupted");
        }
    }

    /** Removes the line, so that other text can be written. */
    public synchronized void clear() {
        if (width > 0) {
            erase(width);
            nextNanos = Long.MIN_VALUE;
        }
        if (atEnd != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(atEnd);
            } catch (IllegalStateException e) {
                isEnding = true;
            }
            atEnd = null;
        }
    }

    private void erase(int columns) {
        console.err().print("\r" + " ".repeat(columns) + "\r");
        console.err().flush();
        width = 0;
    }

    /** Prints a message that stays, on a line of its own. */
    public synchronized void say(String text) {
        clear();
        console.say(text);
    }
}
