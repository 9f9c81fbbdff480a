package io.tracemill.cli.bench;

import io.tracemill.cli.Main;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.DataOutput;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A process that analyses the same files again and again. For each line on stdin it runs the command whose arguments it was given, with the line
 * as the archive, and answers on stdout with a line: exit code, ns, and {@link HeapUse}. Ends with its stdin.
 */
public final class WarmChild {

    private WarmChild() {}

    /** Takes the arguments of {@code analyze}, without its archive. */
    public static void main(String[] args) throws IOException {
        try (HeapMeter meter = HeapMeter.start()) {
            answer(args, meter);
        }
        System.exit(0); // threads of the last broker would keep the process
    }

    private static void answer(String[] args, HeapMeter meter) throws IOException {
        try (PrintStream answers =
                        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
                BufferedReader asked = new BufferedReader(
                        new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8))) {
            for (String archive = asked.readLine(); archive != null; archive = asked.readLine()) {
                meter.lap();
                long start = System.nanoTime();
                int code = Main.run(with(args, archive), console());
                long wall = System.nanoTime() - start;
                answers.println(code + " " + wall + " " + meter.lap().line());
            }
        }
    }

    private static String[] with(String[] args, String archive) {
        String[] all = Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--out";
        all[args.length + 1] = archive;
        return all;
    }

    /** Reports go nowhere; what goes wrong goes to stderr. */
    private static Console console() {
        return new Console(
                new DataOutput(OutputStream.nullOutputStream()),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                System.getenv(),
                false);
    }
}
