package io.tracemill.streams.ranks;

import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.PipelinePosition;
import io.tracemill.schemas.RankTransfers;
import java.util.List;
import java.util.Optional;

/**
 * Place of a rank in the pipeline. Later stages have higher ranks, so a transfer is of the forward pass if it goes to a
 * higher rank or comes from a lower one.
 */
final class Pipeline {

    private Pipeline() {}

    /** Place of a rank; empty unless the file describes all of its collectives and transfers. */
    static Optional<PipelinePosition> position(int rank, List<DeviceStats> devices) {
        boolean described = false;
        boolean sends = false;
        boolean receives = false;
        for (DeviceStats row : devices) {
            if (row.getCollectives().stream().anyMatch(group -> group.getGroup() == null)) {
                return Optional.empty();
            }
            described |= !row.getCollectives().isEmpty();
            RankTransfers transfers = row.getTransfers();
            if (transfers != null) {
                if (transfers.getUnknown() > 0) {
                    return Optional.empty();
                }
                described = true;
                Long receiver = transfers.getHighestReceiver();
                Long sender = transfers.getLowestSender();
                sends |= receiver != null && receiver > rank;
                receives |= sender != null && sender < rank;
            }
        }
        return described ? Optional.of(position(sends, receives)) : Optional.empty();
    }

    private static PipelinePosition position(boolean sends, boolean receives) {
        if (sends) {
            return receives ? PipelinePosition.MIDDLE : PipelinePosition.FIRST;
        }
        return receives ? PipelinePosition.LAST : PipelinePosition.NONE;
    }
}
