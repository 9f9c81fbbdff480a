package io.tracemill.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The files that one run analyses.
 *
 * @param bytes size of all files together, as they are on disk
 */
public record TraceSet(Role role, List<Path> files, long bytes) {

    /** What a set is measured for. */
    public enum Role {
        /** One trace of the size that was asked for. */
        LARGE,
        /** Several traces of this size in one call, ranks of one run. */
        AT_ONCE,
        /** One trace of the size that those have together. */
        TOTAL,
        /** One small trace. */
        SMALL
    }

    /** Checks that only those at once are several. */
    public TraceSet {
        files = List.copyOf(files);
        if (files.isEmpty() || (files.size() > 1) != (role == Role.AT_ONCE)) {
            throw new IllegalArgumentException(
                    "traces must be several if they are at once, else one, but were " + files.size() + " " + role);
        }
    }

    /** With their sizes. */
    public static TraceSet of(Role role, List<Path> files) throws IOException {
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        return new TraceSet(role, files, bytes);
    }

    /** One trace. */
    public static TraceSet of(Role role, Path file) throws IOException {
        return of(role, List.of(file));
    }

    /** Name of the file, or the number of files, for progress and errors. */
    String names() {
        return files.size() == 1 ? String.valueOf(files.get(0).getFileName()) : files.size() + " traces at once";
    }
}
