package io.tracemill.cli.service;

import io.tracemill.cli.telemetry.TelemetryFiles;
import io.tracemill.ingest.TraceFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files of traces and of telemetry below some paths, each returned once it has not changed for a while: profilers write
 * them bit by bit under their final names. One that changes later is handed out again.
 */
public final class WatchedFiles {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedFiles.class);

    private final List<Path> paths;
    private final long settleNanos;
    private final Map<Path, Seen> seen = new HashMap<>();
    private final Set<String> unreadable = new HashSet<>();

    /** What a file looked like, since when, and whether it was handed out so. */
    private record Seen(long size, long modifiedMillis, long sinceNanos, boolean taken) {

        boolean looksLike(BasicFileAttributes now) {
            return size == now.size()
                    && modifiedMillis == now.lastModifiedTime().toMillis();
        }
    }

    /** Files below these paths, which may still be empty. */
    public WatchedFiles(List<Path> paths, Duration settle) {
        this.paths = paths;
        this.settleNanos = settle.toNanos();
    }

    /** Those that have settled since this was last asked. */
    public List<Path> settled() throws IOException {
        return settled(System.nanoTime());
    }

    List<Path> settled(long nowNanos) throws IOException {
        List<Path> settled = new ArrayList<>();
        Set<Path> present = new HashSet<>();
        for (Path file : files()) {
            try {
                BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                present.add(file);
                if (hasSettled(file, now, nowNanos) && isWanted(file)) {
                    settled.add(file);
                }
            } catch (NoSuchFileException e) {
                seen.remove(file); // it went while we looked
            }
        }
        seen.keySet().removeIf(file -> !present.contains(file) && Files.notExists(file));
        return settled;
    }

    /** Hands a file out again after a while, although it did not change. */
    public void putBack(Path file) {
        seen.computeIfPresent(
                file, (path, was) -> new Seen(was.size(), was.modifiedMillis(), System.nanoTime(), false));
    }

    private boolean hasSettled(Path file, BasicFileAttributes now, long nowNanos) {
        Seen before = seen.get(file);
        if (before == null || !before.looksLike(now)) {
            seen.put(file, new Seen(now.size(), now.lastModifiedTime().toMillis(), nowNanos, false));
            return false;
        }
        if (before.taken() || now.size() == 0 || nowNanos - before.sinceNanos() < settleNanos) {
            return false;
        }
        seen.put(file, new Seen(before.size(), before.modifiedMillis(), before.sinceNanos(), true));
        return true;
    }

    /** Whether a file that has settled is a trace or telemetry. Only now is it opened, once for each change. */
    private boolean isWanted(Path file) {
        if (TraceFiles.isTraceFile(file)) {
            return true;
        }
        if (!Files.isReadable(file)) {
            putBack(file);
            return false;
        }
        return TelemetryFiles.isBeside(file);
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        Set<String> now = new HashSet<>();
        for (Path path : paths) {
            if (Files.exists(path)) {
                files.addAll(TraceFiles.below(path, TelemetryFiles::mayBeBeside, now::add));
            }
        }
        now.stream().filter(line -> !unreadable.contains(line)).forEach(line -> LOG.warn("{}; looking again", line));
        unreadable.clear();
        unreadable.addAll(now);
        return files;
    }
}
