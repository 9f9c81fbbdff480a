package io.tracemill.bench.generate;

/** Told how far a trace has been written. Called from the writing thread, about once a megabyte. */
@FunctionalInterface
public interface GeneratorProgress {
    /** Tells nobody. */
    GeneratorProgress NONE = (writtenBytes, totalBytes) -> {};

    /**
     * Says how far it is.
     *
     * @param writtenBytes decompressed bytes written so far
     * @param totalBytes what the whole will be, about
     */
    void written(long writtenBytes, long totalBytes);
}
