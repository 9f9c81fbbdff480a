package io.tracemill.bench.measure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process that is killed when this one ends. */
public final class ChildProcess implements AutoCloseable {
    /** Exit code of a Java program that SIGTERM ends. */
    private static final int TERMINATED = 143;

    private final String what;
    private final Process process;
    private final Path errors;
    private final Thread hook;

    private ChildProcess(String what, Process process, Path errors) {
        this.what = what;
        this.process = process;
        this.errors = errors;
        this.hook = new Thread(process::destroyForcibly, "end-child");
    }

    /** Starts a command. Errors call it {@code what}; its stderr goes to a file. */
    public static ChildProcess start(String what, List<String> command, Path errors) throws IOException {
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        ChildProcess child = new ChildProcess(what, process, errors);
        Runtime.getRuntime().addShutdownHook(child.hook);
        return child;
    }

    /** Its id. */
    public long pid() {
        return process.pid();
    }

    /** Waits so long for its end; returns whether it has ended. */
    public boolean ends(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** CPU time since its start, in ns; 0 where it cannot be seen. */
    public long cpuNanos() {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    }

    /** Asks it to end, and waits for its end, which must be with exit code 0 or that of the signal. */
    public void end() throws IOException, InterruptedException {
        process.destroy();
        int code = process.waitFor();
        if (code != 0 && code != TERMINATED) {
            throw failure("ended with exit code " + code);
        }
    }

    /** The next line of its stdout; null at the end. */
    @Nullable
    String readLine() throws IOException {
        return output().readLine();
    }

    /** Reads its stdout to the end and forgets it. */
    public void drain() throws IOException {
        BufferedReader output = output();
        while (output.skip(1 << 16) > 0) {
            // Nobody reads it.
        }
    }

    /** Writes a line to its stdin. */
    void writeLine(String line) throws IOException {
        Writer input = process.outputWriter(StandardCharsets.UTF_8);
        input.write(line + "\n");
        input.flush();
    }

    /** Closes its stdin and waits for its end. */
    void finish() throws IOException, InterruptedException {
        process.outputWriter(StandardCharsets.UTF_8).close();
        succeed();
    }

    /** Waits for its end, which must be with exit code 0. */
    public void succeed() throws IOException, InterruptedException {
        int code = process.waitFor();
        if (code != 0) {
            throw new MeasurementException(what + " ended with exit code " + code + lastWords());
        }
    }

    /** An error with a reason, and the last line that the process wrote to stderr. */
    public MeasurementException failure(String reason) throws IOException {
        return new MeasurementException(what + ": " + reason + lastWords());
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This process is ending, and the hook does what it is for.
        }
    }

    /**
     * The last line in which it says itself what is wrong, which threads that end later may follow; else the last of
     * all.
     */
    private String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(errors);
        return lines.stream()
                .filter(line -> line.startsWith("tracemill: "))
                .reduce((earlier, later) -> later)
                .or(() -> lines.stream().reduce((earlier, later) -> later))
                .map(line -> ": " + line)
                .orElse("");
    }

    private BufferedReader output() {
        return process.inputReader(StandardCharsets.UTF_8);
    }
}
