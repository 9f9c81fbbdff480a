package io.tracemill.storage.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A writer as long as it lives: it holds the marker {@code <out>/.writer-<id>}, so that the next one to begin knows whose
 * unfinished files nobody will finish, and removes them.
 */
public final class LiveWriter implements AutoCloseable {

    private static final String MARKER = ".writer-";

    private final Marker marker;

    private LiveWriter(Marker marker) {
        this.marker = marker;
    }

    /**
     * Removes what dead writers left, and marks this one; the directory is created if need be.
     *
     * @throws IOException if the directory cannot be written; the message is one line and names it
     */
    public static LiveWriter begin(ArchivePlace place) throws IOException {
        try {
            if (!Files.isDirectory(place.out())) { // else a link to a directory would be refused
                Files.createDirectories(place.out());
            }
            removeDead(place.out());
            return new LiveWriter(Marker.hold(place.out().resolve(MARKER + place.writer())));
        } catch (IOException e) {
            throw new IOException(place.out() + ": cannot be written: " + e, e);
        }
    }

    /** Removes what dead writers left in an archive. A paused one is not dead. */
    public static void removeDead(Path out) throws IOException {
        List<Marker> dead = new ArrayList<>();
        try {
            for (Path marker : Marker.in(out, MARKER)) {
                Marker.ofDead(marker).ifPresent(dead::add);
            }
            if (!dead.isEmpty()) {
                new ArchiveTree(out)
                        .removeUnfinished(dead.stream().map(LiveWriter::writer).toList());
            }
            for (Marker marker : dead) {
                marker.remove();
            }
        } finally {
            for (Marker marker : dead) {
                marker.close();
            }
        }
    }

    private static String writer(Marker marker) {
        return String.valueOf(marker.file().getFileName()).substring(MARKER.length());
    }

    /** Says that it leaves nothing unfinished. */
    public void ended() throws IOException {
        marker.remove();
    }

    /** Ends it. Unless it has {@link #ended} well, the next one looks for what it left. */
    @Override
    public void close() throws IOException {
        marker.close();
    }
}
