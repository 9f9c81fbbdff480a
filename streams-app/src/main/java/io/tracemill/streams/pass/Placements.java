package io.tracemill.streams.pass;

import io.tracemill.schemas.Placement;
import io.tracemill.schemas.PlacementSource;
import io.tracemill.schemas.TraceHeader;
import io.tracemill.schemas.TraceInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a finished trace shows of the place of its rank: a record for the device that its sender named, and one for each
 * device in it. They depend on this trace alone.
 */
final class Placements {

    /** Labels by which whoever sends a trace says where it was recorded. */
    private static final String DEVICE = "device";

    private static final String UUID = "uuid";
    private static final String WORLD_SIZE = "world_size";

    private final TraceInfo trace;
    private final TraceHeader header;
    private final @Nullable Integer worldSize;

    private Placements(TraceInfo trace, TraceHeader header) {
        this.trace = trace;
        this.header = header;
        this.worldSize = header.getWorldSize() == null ? number(said(WORLD_SIZE)) : header.getWorldSize();
    }

    /** Records of a trace; none if it is of several ranks, or if its times are not those of a clock. */
    static List<Placement> of(TraceInfo trace) {
        @Nullable TraceHeader header = trace.getHeader();
        boolean tells = header != null && header.getRankNames().isEmpty() && TraceInfos.hasTimesOfAClock(header);
        return tells ? new Placements(trace, header).all() : List.of();
    }

    private List<Placement> all() {
        List<Placement> all = new ArrayList<>();
        String uuid = said(UUID);
        Integer index = number(said(DEVICE));
        if (uuid != null) {
            all.add(record(uuid, PlacementSource.PUSH)
                    .setDeviceUuid(uuid)
                    .setDeviceIndex(index == null ? onlyIndex() : index)
                    .setMapped(true)
                    .build());
        } else if (index != null && trace.getNode() != null) {
            all.add(record(index.toString(), PlacementSource.PUSH)
                    .setDeviceIndex(index)
                    .build());
        }
        if (trace.getNode() != null) {
            for (String device : trace.getDevices()) {
                all.add(record(device, PlacementSource.TRACE)
                        .setDeviceIndex(number(device))
                        .build());
            }
        }
        return all;
    }

    private Placement.Builder record(String device, PlacementSource how) {
        return Placement.newBuilder()
                .setTraceId(trace.getTraceId())
                .setRun(trace.getRun())
                .setDate(trace.getDate())
                .setNode(trace.getNode())
                .setRank(trace.getRank())
                .setWorldSize(worldSize)
                .setDevice(device)
                .setMapped(indexIsOfNode())
                .setValidFromNs(header.getFirstNs())
                .setValidToNs(header.getLastNs())
                .setHow(how);
    }

    /**
     * Whether no other rank can give the index to another device. A process that sees several devices tells its own
     * from those of other ranks. One that sees a single device has the index 0, whichever it is.
     */
    private boolean indexIsOfNode() {
        return (worldSize != null && worldSize == 1) || header.getDeviceNames().size() > 1;
    }

    private @Nullable Integer onlyIndex() {
        return trace.getDevices().size() == 1 ? number(trace.getDevices().get(0)) : null;
    }

    private @Nullable String said(String label) {
        String text = trace.getLabels().get(label);
        return text == null || text.isBlank() ? null : text;
    }

    private static @Nullable Integer number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,9}") ? Integer.valueOf(text) : null;
    }
}
