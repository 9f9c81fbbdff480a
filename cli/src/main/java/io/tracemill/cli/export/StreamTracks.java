package io.tracemill.cli.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tracks for the events of streams, which viewers draw only if one is inside the other or after it. An event that
 * overlaps another one of its stream goes to a track beside it, of which a stream has at most seven. Events come by
 * start.
 */
final class StreamTracks {

    private static final int MOST = 8;
    private static final int DEEPEST = 64;

    private final Tracks tracks;
    private final EventWriter out;
    private final Map<Track, List<Open>> streams = new HashMap<>();

    StreamTracks(Tracks tracks, EventWriter out) {
        this.tracks = tracks;
        this.out = out;
    }

    /** Events of a track that are open, outermost first, by their ends. */
    private static final class Open {
        private final Track track;
        private final long[] ends = new long[DEEPEST];
        private int depth;

        Open(Track track) {
            this.track = track;
        }

        boolean take(long start, long end) {
            while (depth > 0 && ends[depth - 1] <= start) {
                depth--;
            }
            if (depth == DEEPEST || (depth > 0 && ends[depth - 1] < end)) {
                return false;
            }
            ends[depth++] = end;
            return true;
        }
    }

    /** The track for an event of the stream of this track. */
    Track of(Track stream, long startNanos, long endNanos) throws IOException {
        List<Open> open = streams.computeIfAbsent(stream, first -> new ArrayList<>(List.of(new Open(first))));
        for (Open track : open) {
            if (track.take(startNanos, endNanos)) {
                return track.track;
            }
        }
        if (open.size() == MOST) {
            return stream;
        }
        Open beside = new Open(tracks.beside(stream, open.size() + 1, out));
        beside.take(startNanos, endNanos);
        open.add(beside);
        return beside.track;
    }
}
