package io.tracemill.bench.measure;

import java.nio.file.Path;

/** What a benchmark tells the user while it runs. */
public interface BenchProgress {

    /** Of a trace that is being generated, so many bytes are written. */
    void generating(Path file, long written, long total);

    /** A step starts or is done. */
    void step(String text);

    /** Everything is done, or has failed: nothing more is shown. */
    void end();
}
