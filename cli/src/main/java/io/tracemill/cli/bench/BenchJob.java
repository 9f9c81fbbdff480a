package io.tracemill.cli.bench;

import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.TraceGenerator;
import io.tracemill.cli.bench.BenchRequest.Generated;
import io.tracemill.cli.bench.BenchRequest.Runs;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.Figures;
import io.tracemill.cli.terminal.StatusLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Measures the whole program: traces first, then every kind of run over them, each checked before any is reported. */
public final class BenchJob {
    private final BenchRequest request;
    private final StatusLine status;
    private final Consumer<String> progress;
    private final Java java;

    /** A job that says on a line what it is doing, and what it has done. */
    public BenchJob(BenchRequest request, StatusLine status, Consumer<String> progress) {
        this.request = request;
        this.status = status;
        this.progress = progress;
        this.java = Java.withHeap(request.heap());
    }

    /**
     * Measures all that was asked for, and prints it.
     *
     * @throws IOException if something cannot be measured, or an answer is wrong; the message is one line
     */
    public void run(BenchFormat format, Console console) throws IOException, InterruptedException {
        format.print(measure(), console);
    }

    private BenchReport measure() throws IOException, InterruptedException {
        Path out = request.out();
        Path work = out == null ? Files.createTempDirectory("tracemill-bench-") : Files.createDirectories(out);
        try {
            return measure(work);
        } finally {
            status.clear();
            if (out == null) {
                Measurement.deleteAll(work);
            }
        }
    }

    private BenchReport measure(Path work) throws IOException, InterruptedException {
        List<Series> series = new ArrayList<>();
        for (Traces traces : traces(Files.createDirectories(work.resolve("traces")))) {
            Runs runs = request.runs();
            Measurement measurement = new Measurement(java, work, traces, progress);
            series.add(measurement.cold(runs.cold()));
            if (runs.warm() > 0) {
                series.add(measurement.warm(runs.warm(), runs.warmUp()));
            }
        }
        Comparison comparison = request.compare() ? Comparison.of(java, work, series.get(0), progress) : null;
        return new BenchReport(Machine.here(request.heap()), series, comparison);
    }

    /** The large trace, then two at once, then the small one, as far as they are wanted. */
    private List<Traces> traces(Path directory) throws IOException {
        Generated wanted = request.generated();
        Path file = request.file();
        List<Traces> traces = new ArrayList<>();
        Path large = file == null ? generate(directory, wanted.size(), wanted.seed()) : file;
        traces.add(Traces.of(Figures.bytes(Files.size(large)), large));
        if (request.files() == 2) {
            Path second = generate(directory, wanted.size(), wanted.seed() + 1);
            traces.add(Traces.of("2 at once", large, second));
        }
        if (wanted.smallSize() > 0) {
            Path small = generate(directory, wanted.smallSize(), wanted.seed());
            traces.add(Traces.of(Figures.bytes(Files.size(small)), small));
        }
        return traces;
    }

    private Path generate(Path directory, long size, long seed) throws IOException {
        Path file = directory.resolve("trace-" + size / 1_000_000 + "MB-seed" + seed + ".json");
        new TraceGenerator(GeneratorConfig.of(size, seed)
                        .withStack(request.generated().withStack()))
                .write(
                        file,
                        (written, total) ->
                                status.show(file + ": " + Figures.bytes(written) + " of " + Figures.bytes(total)));
        progress.accept("wrote " + file);
        return file;
    }
}
