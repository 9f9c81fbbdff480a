package io.tracemill.cli.live;

import io.tracemill.schemas.Placement;
import java.util.List;
import java.util.Map;

/** Which run and rank each device worked for last, as rows. */
final class LivePlacements {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LiveTable rows;
    private final Map<String, Place> places;

    LivePlacements(LiveTable rows, int most) {
        this.rows = rows;
        this.places = new NewestMap<>(most);
    }

    /** What a device worked for, and until when that is known. */
    private record Place(String run, String date, long endNs) {}

    /** Takes what one source says; of several, what holds for longest. */
    void note(Placement placement) {
        if (placement.getNode() == null) {
            return; // a device whose node is not known cannot be shown at one
        }
        String key = LiveDevices.key(placement.getNode(), placement.getDevice());
        Place before = places.get(key);
        if (before != null && placement.getValidToNs() < before.endNs) {
            return;
        }
        places.put(key, new Place(placement.getRun(), placement.getDate(), placement.getValidToNs()));
        rows.put(
                key,
                LiveJson.row(row -> row.add("node", placement.getNode())
                        .add("device", placement.getDevice())
                        .add("index", placement.getDeviceIndex())
                        .add("run", placement.getRun())
                        .add("date", placement.getDate())
                        .add("rank", placement.getRank())
                        .add("from_ms", placement.getValidFromNs() / NANOS_PER_MILLI)
                        .add("to_ms", placement.getValidToNs() / NANOS_PER_MILLI)));
    }

    /** Keys of the devices that worked for a run last, at most so many, in their order. */
    List<String> devices(String run, String date, int most) {
        return places.entrySet().stream()
                .filter(place -> place.getValue().run.equals(run)
                        && place.getValue().date.equals(date))
                .map(Map.Entry::getKey)
                .sorted()
                .limit(most)
                .toList();
    }
}
