package io.tracemill.cli.bench;

import io.tracemill.cli.terminal.Failure;
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

/** Analyses the same traces several times, in processes of its own, and lets no run count whose answer is not that of all others. */
final class Measurement {
    private static final String ANALYZE = "io.tracemill.cli.Main";

    private final Java java;
    private final Path work;
    private final Traces traces;
    private final Consumer<String> progress;
    private @Nullable Answer answer;

    /** Works below a directory; says what it is doing. */
    Measurement(Java java, Path work, Traces traces, Consumer<String> progress) {
        this.java = java;
        this.work = work;
        this.traces = traces;
        this.progress = progress;
    }

    /** A new process each time, as a user would start it. */
    Series cold(int runs) throws IOException, InterruptedException {
        List<Run> done = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            String what = traces.name() + ", cold run " + run + " of " + runs;
            progress.accept(what);
            done.add(cold(what));
            say(what, done);
        }
        return new Series(traces, false, done);
    }

    /** One process that does it again and again; the first times do not count. */
    Series warm(int runs, int warmUp) throws IOException, InterruptedException {
        List<Run> done = new ArrayList<>();
        List<String> arguments = analyze();
        try (Child child = Child.start(
                        traces.name() + ", warm", java.run(WarmChild.class.getName(), arguments), errors());
                ProcessWatch watch = ProcessWatch.start(child.pid(), temp())) {
            for (int run = 1; run <= warmUp + runs; run++) {
                String what = traces.name() + ", warm run " + run + " of " + (warmUp + runs);
                progress.accept(what);
                Run measured = warm(what, child, watch);
                if (run > warmUp) {
                    done.add(measured);
                    say(what, done);
                }
            }
            child.finish();
        }
        return new Series(traces, true, done);
    }

    private Run cold(String what) throws IOException, InterruptedException {
        Path archive = work.resolve("archive");
        List<String> arguments = new ArrayList<>(analyze());
        arguments.addAll(List.of("--out", archive.toString()));
        long cpu = ChildrenCpu.nanos();
        long start = System.nanoTime();
        try (Child child = Child.start(what, java.run(ANALYZE, arguments), errors());
                ProcessWatch watch = ProcessWatch.start(child.pid(), temp())) {
            child.drain();
            child.succeed();
            long wall = System.nanoTime() - start;
            return checked(
                    what,
                    archive,
                    new Run(
                            wall,
                            ChildrenCpu.nanos() - cpu,
                            watch.lap(),
                            null,
                            Answer.sizes(archive),
                            Answer.of(archive, traces.files().size())));
        }
    }

    private Run warm(String what, Child child, ProcessWatch watch) throws IOException, InterruptedException {
        Path archive = work.resolve("archive");
        watch.lap();
        child.writeLine(archive.toString());
        String line = child.readLine();
        if (line == null || !line.startsWith("0 ")) {
            throw child.failure(what + (line == null ? " ended" : " ended with exit code " + line.split(" ", 2)[0]));
        }
        ProcessWatch.Usage usage = watch.lap();
        String[] words = line.split(" ", 3);
        return checked(
                what,
                archive,
                new Run(
                        Long.parseLong(words[1]),
                        usage.cpuNanos(),
                        usage,
                        HeapUse.parse(words[2]),
                        Answer.sizes(archive),
                        Answer.of(archive, traces.files().size())));
    }

    private Run checked(String what, Path archive, Run run) throws IOException {
        if (answer == null) {
            answer = run.answer();
        } else if (!answer.equals(run.answer())) {
            throw new Failure(what + ": wrong answer: not those of an earlier run: "
                    + String.join(", ", run.answer().differences(answer)));
        }
        deleteAll(archive);
        return run;
    }

    private void say(String what, List<Run> done) {
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
