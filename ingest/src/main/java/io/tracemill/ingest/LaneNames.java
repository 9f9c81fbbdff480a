package io.tracemill.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.ingest.parse.NamedLane;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a file says of its processes or its threads: their names, say. Of several words on one lane, the last in the
 * file counts. At most {@value #MOST} are kept, of at most {@value #MOST_BYTES} bytes, the first ones in the order of
 * lanes, because headers must fit into a batch.
 */
final class LaneNames {

    private static final int MOST = 4096;
    private static final int MOST_BYTES = 1 << 19;

    private final TreeMap<String, NamedLane> lanes = new TreeMap<>();
    private boolean complete = true;

    void add(NamedLane lane) {
        lanes.merge(lane.lane(), lane, (a, b) -> a.position() > b.position() ? a : b);
        if (lanes.size() > MOST) {
            lanes.pollLastEntry();
            complete = false;
        }
    }

    /** Whether there is room for all that was said. */
    boolean areAll() {
        return complete && names().size() == lanes.size();
    }

    Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        int bytes = 0;
        for (NamedLane lane : lanes.values()) {
            bytes += lane.lane().getBytes(UTF_8).length + lane.text().getBytes(UTF_8).length;
            if (bytes > MOST_BYTES) {
                break;
            }
            names.put(lane.lane(), lane.text());
        }
        return names;
    }
}
