package io.tracemill.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Analyses the same traces several times, in separate processes. A run counts only if it leaves the same archive as all
 * others.
 */
public final class Measurement {
    private final MeasuredProgram program;
    private final JavaCommand java;
    private final Path work;
    private final TraceSet traces;
    private final Consumer<String> progress;
    private @Nullable ArchiveDigest digest;

    /**
     * Of one set of traces.
     *
     * @param work directory for the archive and for temporary files
     * @param progress takes a line at the start and at the end of each run
     */
    public Measurement(
            MeasuredProgram program, JavaCommand java, Path work, TraceSet traces, Consumer<String> progress) {
        this.program = program;
        this.java = java;
        this.work = work;
        this.traces = traces;
        this.progress = progress;
    }

    /** Runs in a new process each, as a user would start it. */
    public Series cold(int runs) throws IOException, InterruptedException {
        List<MeasuredRun> done = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            String what = traces.names() + ", cold run " + run + " of " + runs;
            progress.accept(what);
            done.add(cold(what));
            say(what, done);
        }
        return new Series(traces, false, done);
    }

    /** Runs in one process, after runs that only warm it up. */
    public Series warm(int runs, int warmUp) throws IOException, InterruptedException {
        List<MeasuredRun> done = new ArrayList<>();
        List<String> arguments = analyze();
        try (ChildProcess child = ChildProcess.start(
                        traces.names() + ", warm", java.run(program.warmProcess(), arguments), errors());
                ProcessWatch watch = ProcessWatch.start(child.pid(), temp())) {
            for (int run = 1; run <= warmUp + runs; run++) {
                String what = traces.names() + ", warm run " + run + " of " + (warmUp + runs);
                progress.accept(what);
                MeasuredRun measured = warm(what, child, watch);
                if (run > warmUp) {
                    done.add(measured);
                    say(what, done);
                }
            }
            child.finish();
        }
        return new Series(traces, true, done);
    }

    private MeasuredRun cold(String what) throws IOException, InterruptedException {
        Path archive = work.resolve("archive");
        List<String> arguments = new ArrayList<>(analyze());
        arguments.addAll(List.of("--out", archive.toString()));
        long cpu = ChildrenCpu.nanos();
        long start = System.nanoTime();
        try (ChildProcess child = ChildProcess.start(what, java.run(program.commandProcess(), arguments), errors());
                ProcessWatch watch = ProcessWatch.start(child.pid(), temp())) {
            child.drain();
            child.succeed();
            long wall = System.nanoTime() - start;
            return checked(
                    what,
                    archive,
                    new MeasuredRun(
                            wall,
                            ChildrenCpu.nanos() - cpu,
                            watch.lap(),
                            null,
                            ArchiveDigest.sizes(archive),
                            ArchiveDigest.of(program, archive, traces.files().size())));
        }
    }

    private MeasuredRun warm(String what, ChildProcess child, ProcessWatch watch)
            throws IOException, InterruptedException {
        Path archive = work.resolve("archive");
        watch.lap();
        child.writeLine(archive.toString());
        String line = child.readLine();
        if (line == null || !line.startsWith("0 ")) {
            throw child.failure(what + (line == null ? " ended" : " ended with exit code " + line.split(" ", 2)[0]));
        }
        ProcessUse usage = watch.lap();
        String[] words = line.split(" ", 3);
        return checked(
                what,
                archive,
                new MeasuredRun(
                        Long.parseLong(words[1]),
                        usage.cpuNanos(),
                        usage,
                        HeapUse.parse(words[2]),
                        ArchiveDigest.sizes(archive),
                        ArchiveDigest.of(program, archive, traces.files().size())));
    }

    private MeasuredRun checked(String what, Path archive, MeasuredRun run) throws IOException {
        if (digest == null) {
            digest = run.digest();
        } else if (!digest.equals(run.digest())) {
            throw new MeasurementException(what + ": wrong answer: not those of an earlier run: "
                    + String.join(", ", run.digest().differences(digest)));
        }
        deleteAll(archive);
        return run;
    }

    private void say(String what, List<MeasuredRun> done) {
        progress.accept(String.format(
                Locale.ROOT,
                "%s: right, %.2f s",
                what,
                done.get(done.size() - 1).wallNanos() / 1e9));
    }

    private List<String> analyze() throws IOException {
        List<String> arguments = new ArrayList<>();
        arguments.add("analyze");
        traces.files().forEach(file -> arguments.add(file.toString()));
        arguments.addAll(List.of("--temp-dir", Files.createDirectories(temp()).toString(), "--quiet"));
        return arguments;
    }

    private Path temp() {
        return work.resolve("temp");
    }

    private Path errors() {
        return work.resolve("stderr");
    }

    static void deleteAll(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
