package io.tracemill.cli.live;

import io.tracemill.schemas.Placement;
import io.tracemill.schemas.TraceTelemetry;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which run and rank each device worked for last, as rows. A trace may know its devices by an index only; its telemetry
 * knows them as the minutes of devices do.
 */
final class LivePlacements {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LiveTable rows;
    private final Map<String, Place> places;

    LivePlacements(LiveTable rows, int most) {
        this.rows = rows;
        this.places = new NewestMap<>(most);
    }

    /** What a device worked for, and when that is known. */
    private record Place(
            String node,
            String device,
            String run,
            String date,
            @Nullable Integer rank,
            long endNs) {

        String key() {
            return LiveDevices.key(node, device);
        }
    }

    /** Takes what one source says; of several, what holds for longest. */
    void note(Placement placement) {
        if (placement.getNode() == null) {
            return; // a device whose node is not known cannot be shown at one
        }
        note(new Place(
                placement.getNode(),
                placement.getDevice(),
                placement.getRun(),
                placement.getDate(),
                placement.getRank(),
                placement.getValidToNs()));
    }

    /** Takes a quantity of a device while a trace ran. */
    void note(TraceTelemetry telemetry) {
        if (telemetry.getNode() != null && telemetry.getTelemetryDevice() != null && telemetry.getStep() == null) {
            note(new Place(
                    telemetry.getNode(),
                    telemetry.getTelemetryDevice(),
                    telemetry.getRun(),
                    telemetry.getDate(),
                    telemetry.getRank(),
                    telemetry.getStartNs() + telemetry.getDurationNs()));
        }
    }

    private void note(Place place) {
        Place before = places.get(place.key());
        if (before != null && (place.endNs < before.endNs || place.equals(before))) {
            return;
        }
        places.put(place.key(), place);
        rows.put(
                place.key(),
                LiveJson.row(row -> row.add("node", place.node)
                        .add("device", place.device)
                        .add("run", place.run)
                        .add("date", place.date)
                        .add("rank", place.rank)
                        .add("to_ms", place.endNs / NANOS_PER_MILLI)));
    }

    /** Keys of the devices that worked for a run last, in their order. */
    List<String> devices(String run, String date) {
        return places.entrySet().stream()
                .filter(place -> place.getValue().run.equals(run)
                        && place.getValue().date.equals(date))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
