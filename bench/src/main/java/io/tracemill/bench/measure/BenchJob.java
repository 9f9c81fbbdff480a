package io.tracemill.bench.measure;

import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.TraceGenerator;
import io.tracemill.bench.measure.BenchRequest.Generated;
import io.tracemill.bench.measure.BenchRequest.Runs;
import io.tracemill.bench.measure.TraceSet.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the whole program: generates traces, then makes every kind of run over them; each is checked before any is
 * reported.
 */
public final class BenchJob {
    private final MeasuredProgram program;
    private final BenchRequest request;
    private final BenchProgress progress;
    private final JavaCommand java;

    /** A job for one request. */
    public BenchJob(MeasuredProgram program, BenchRequest request, BenchProgress progress) {
        this.program = program;
        this.request = request;
        this.progress = progress;
        this.java = JavaCommand.withHeap(request.heap());
    }

    /**
     * Measures all that was asked for.
     *
     * @throws IOException if something cannot be measured, or an archive is wrong; the message is one line
     */
    public BenchReport measure() throws IOException, InterruptedException {
        Path out = request.out();
        Path work = out == null ? Files.createTempDirectory("tracemill-bench-") : Files.createDirectories(out);
        try {
            return measure(work);
        } finally {
            progress.end();
            if (out == null) {
                Measurement.deleteAll(work);
            }
        }
    }

    private BenchReport measure(Path work) throws IOException, InterruptedException {
        List<Series> series = new ArrayList<>();
        for (TraceSet traces : traces(Files.createDirectories(work.resolve("traces")))) {
            Runs runs = request.runs();
            Measurement measurement = new Measurement(program, java, work, traces, progress::step);
            series.add(measurement.cold(runs.cold()));
            if (runs.warm() > 0) {
                series.add(measurement.warm(runs.warm(), runs.warmUp()));
            }
        }
        DuckDbComparison comparison = request.compare()
                ? DuckDbComparison.of(java, program.duckDbProcess(), work, series.get(0), progress::step)
                : null;
        return new BenchReport(Machine.here(request.heap()), series, comparison);
    }

    /** The large trace, many at once and one of their total size, and the small one, as far as they are wanted. */
    private List<TraceSet> traces(Path directory) throws IOException {
        Generated wanted = request.generated();
        Path file = request.file();
        List<TraceSet> traces = new ArrayList<>();
        traces.add(TraceSet.of(Role.LARGE, file == null ? generate(directory, "trace", wanted.size()) : file));
        if (request.traces() > 1) {
            traces.add(TraceSet.of(Role.AT_ONCE, ranks(directory)));
            traces.add(TraceSet.of(Role.TOTAL, generate(directory, "total", wanted.size() * request.traces())));
        }
        if (wanted.smallSize() > 0) {
            traces.add(TraceSet.of(Role.SMALL, generate(directory, "small", wanted.smallSize())));
        }
        return traces;
    }

    /** A trace with a name of its own, even if two are equally large. */
    private Path generate(Path directory, String name, long size) throws IOException {
        long seed = request.generated().seed();
        Path file = directory.resolve(name + "-" + megabytes(size) + "-seed" + seed + ".json");
        generate(file, GeneratorConfig.of(size, seed));
        progress.step("wrote " + file);
        return file;
    }

    /** Traces of the ranks of one run, each from a seed of its own. */
    private List<Path> ranks(Path directory) throws IOException {
        Generated wanted = request.generated();
        int ranks = request.traces();
        Path run = Files.createDirectories(
                directory.resolve(ranks + "-of-" + megabytes(wanted.size()) + "-seed" + wanted.seed()));
        List<Path> files = new ArrayList<>();
        for (int rank = 0; rank < ranks; rank++) {
            Path file = run.resolve("rank" + rank + ".json");
            generate(
                    file,
                    GeneratorConfig.of(wanted.size(), wanted.seed() + rank).withRank(rank, ranks));
            files.add(file);
        }
        progress.step("wrote " + ranks + " traces to " + run);
        return files;
    }

    private static String megabytes(long size) {
        return size / 1_000_000 + "MB";
    }

    private void generate(Path file, GeneratorConfig config) throws IOException {
        new TraceGenerator(config.withStack(request.generated().withStack()))
                .write(file, (written, total) -> progress.generating(file, written, total));
    }
}
