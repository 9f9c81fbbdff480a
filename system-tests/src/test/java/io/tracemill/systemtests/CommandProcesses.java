package io.tracemill.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Commands in separate processes, each with a log file. Whoever starts some kills them all in the end. */
public final class CommandProcesses {

    private static final List<String> JAVA = List.of(
            java(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"));

    private final Path logs;
    private final Map<Process, Path> processes = new LinkedHashMap<>();

    /** None yet; what they say goes to this directory. */
    public CommandProcesses(Path logs) {
        this.logs = logs;
    }

    /** A command. */
    public Process start(String... args) throws IOException {
        return start(List.of(), args);
    }

    /** A process that a shell gets ready, such as with a limit. */
    public Process start(List<String> before, String... args) throws IOException {
        return start(before, Main.class.getName(), args);
    }

    /** A class that is no command of ours. */
    public Process startClass(String mainClass, String... args) throws IOException {
        return start(List.of(), mainClass, args);
    }

    private Process start(List<String> before, String mainClass, String... args) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(JAVA);
        command.add(mainClass);
        command.addAll(List.of(args));
        String name = Path.of(args[0]).getFileName().toString();
        Path log = logs.resolve(name + processes.size() + ".log");
        return start(logs, log, command);
    }

    /** Any process in a directory; what it says goes to a file. */
    public Process start(Path in, Path log, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(in.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("TRACEMILL_HTTP", "off"); // several of a kind run on one machine
        Process process = builder.start();
        processes.put(process, log);
        return process;
    }

    /** What a process has said so far. */
    public String log(Process process) {
        try {
            return Files.readString(processes.getOrDefault(process, logs));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a process has said this; fails if it ends without. */
    public void awaitLog(Process process, String text) {
        awaitTrue(() -> {
            assertThat(process.isAlive() || log(process).contains(text))
                    .as(() -> log(process))
                    .isTrue();
            return log(process).contains(text);
        });
    }

    /** Tells a process to end, and waits until it has. */
    public void terminate(Process process) throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).as(() -> log(process)).isTrue();
    }

    /** Kills a process, and waits until it is gone. */
    public static void kill(Process process) {
        process.destroyForcibly().onExit().join();
    }

    /** The Java that runs this. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** What all processes have said so far. */
    public String logs() {
        return processes.entrySet().stream()
                .map(started -> started.getValue().getFileName() + "\n" + log(started.getKey()))
                .collect(Collectors.joining("\n"));
    }

    /** Waits until something is so. */
    public static void awaitTrue(BooleanSupplier condition) {
        awaitTrue(condition, () -> "");
    }

    /** Waits until something is so; where it never is, says how things stand. */
    public static void awaitTrue(BooleanSupplier condition, Supplier<String> state) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(state).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    /** Kills all that still run. */
    public void killAll() {
        for (Process process : processes.keySet()) {
            kill(process);
        }
    }
}
