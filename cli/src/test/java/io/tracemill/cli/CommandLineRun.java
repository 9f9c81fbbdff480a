package io.tracemill.cli;

import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.DataOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What one run of the command line did.
 *
 * @param code its exit code
 * @param out what it wrote to stdout
 * @param err what it wrote to stderr
 */
public record CommandLineRun(int code, String out, String err) {

    /** A run with these arguments and no environment. */
    public static CommandLineRun of(String... args) {
        return with(Map.of(), args);
    }

    public static CommandLineRun with(Map<String, String> environment, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CommandLineRun run = to(out, environment, args);
        return new CommandLineRun(run.code, out.toString(StandardCharsets.UTF_8), run.err);
    }

    /** A run that finds this on its standard input. */
    public static CommandLineRun reading(String input, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        CommandLineRun run = to(out, Map.of(), new Console.Input(in, false), args);
        return new CommandLineRun(run.code, out.toString(StandardCharsets.UTF_8), run.err);
    }

    /** A run whose stdout is this stream. */
    public static CommandLineRun to(OutputStream out, Map<String, String> environment, String... args) {
        return to(out, environment, new Console.Input(InputStream.nullInputStream(), false), args);
    }

    private static CommandLineRun to(
            OutputStream out, Map<String, String> environment, Console.Input input, String... args) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new DataOutput(out), new PrintStream(err, true, StandardCharsets.UTF_8), environment, false, input);
        int code = Main.run(args, console);
        return new CommandLineRun(code, "", err.toString(StandardCharsets.UTF_8));
    }
}
