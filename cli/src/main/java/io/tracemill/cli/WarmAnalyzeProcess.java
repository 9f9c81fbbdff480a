package io.tracemill.cli;

import io.tracemill.bench.measure.WarmAnalysisLoop;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.DataOutput;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The process of {@code bench} that analyses the same files again and again, into one archive after the other. */
final class WarmAnalyzeProcess {

    private WarmAnalyzeProcess() {}

    /** Takes the arguments of {@code analyze}, without {@code --out}. */
    public static void main(String[] args) throws IOException {
        WarmAnalysisLoop.serve(archive -> Main.run(with(args, archive), console()));
        System.exit(0); // threads of the last broker would keep the process
    }

    private static String[] with(String[] args, String archive) {
        String[] all = Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--out";
        all[args.length + 1] = archive;
        return all;
    }

    /** Reports go nowhere; errors go to stderr. */
    private static Console console() {
        return new Console(
                new DataOutput(OutputStream.nullOutputStream()),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                System.getenv(),
                false);
    }
}
