package io.tracemill.telemetry.scrape;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The targets that are named, and those of a file that may change. */
public final class Targets {

    private final List<ScrapeTarget> named;
    private final @Nullable Path file;
    private @Nullable FileTime read;

    /** Targets, and a file of Prometheus' {@code file_sd_configs}, if there is one. */
    public Targets(List<ScrapeTarget> named, @Nullable Path file) {
        this.named = List.copyOf(named);
        this.file = file;
    }

    /**
     * The targets as they are now; empty where nothing has changed since the last call.
     *
     * @throws IOException if the file cannot be read or is none; it is not read again before it changes
     */
    public Optional<Set<ScrapeTarget>> changed() throws IOException {
        FileTime modified = file == null ? FileTime.fromMillis(0) : Files.getLastModifiedTime(file);
        if (modified.equals(read)) {
            return Optional.empty();
        }
        read = modified;
        Set<ScrapeTarget> targets = new LinkedHashSet<>(named);
        if (file != null) {
            targets.addAll(TargetFile.read(file));
        }
        return Optional.of(targets);
    }
}
