package io.tracemill.cli.service;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which file each rank of each run came from, so that a second one is noticed: ranks are compared, and of two only one
 * is.
 */
public final class RankFiles {

    private final Map<Rank, Trace> traces = new HashMap<>();

    private record Rank(String run, int number) {}

    private record Trace(String id, Path file) {}

    /**
     * Takes a file and says so if another one, with another trace, was of the same rank; one of unknown rank clashes
     * with none.
     */
    public Optional<String> note(String traceId, String run, @Nullable Integer rank, Path file) {
        if (rank == null) {
            return Optional.empty();
        }
        @Nullable Trace other = traces.putIfAbsent(new Rank(run, rank), new Trace(traceId, file));
        return other == null || other.id().equals(traceId)
                ? Optional.empty()
                : Optional.of(file + ": has rank " + rank + " of run " + run + ", and so has " + other.file()
                        + "; only one of them is compared with other ranks (--rank or --run distinguishes them)");
    }
}
