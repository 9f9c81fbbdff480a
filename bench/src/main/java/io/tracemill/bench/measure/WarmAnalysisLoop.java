package io.tracemill.bench.measure;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.ToIntFunction;

/**
 * The inside of a process that analyses the same files again and again. Each line on its stdin names the directory of
 * an archive; it analyses the files into that archive and writes one line to stdout: exit code, wall time in ns, and
 * {@link HeapUse}. It ends with its stdin.
 */
public final class WarmAnalysisLoop {

    private WarmAnalysisLoop() {}

    /** Answers all lines; the function analyses into the archive it is given and returns the exit code. */
    public static void serve(ToIntFunction<String> analyze) throws IOException {
        try (HeapMeter meter = HeapMeter.start();
                PrintStream results =
                        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
                BufferedReader archives = new BufferedReader(
                        new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8))) {
            for (String archive = archives.readLine(); archive != null; archive = archives.readLine()) {
                meter.lap();
                long start = System.nanoTime();
                int code = analyze.applyAsInt(archive);
                long wall = System.nanoTime() - start;
                results.println(code + " " + wall + " " + meter.lap().line());
            }
        }
    }
}
