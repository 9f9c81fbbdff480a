package io.tracemill.ingest;

import io.tracemill.ingest.parse.NamedLane;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a file says of its processes or its threads: their names, say. Of several words on one lane, the last in the
 * file counts. At most {@value #MOST} are kept, the first ones in the order of lanes, because headers must fit into a
 * batch.
 */
final class LaneNames {

    private static final int MOST = 4096;
    private static final int LONGEST = 256;

    private final TreeMap<String, NamedLane> lanes = new TreeMap<>();

    void add(NamedLane lane) {
        if (lane.lane().length() > LONGEST) {
            return;
        }
        lanes.merge(lane.lane(), lane, (a, b) -> a.position() > b.position() ? a : b);
        if (lanes.size() > MOST) {
            lanes.pollLastEntry();
        }
    }

    Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        lanes.forEach((lane, named) -> names.put(
                lane, named.text().substring(0, Math.min(LONGEST, named.text().length()))));
        return names;
    }
}
