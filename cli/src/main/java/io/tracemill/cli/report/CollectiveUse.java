package io.tracemill.cli.report;

import org.jspecify.annotations.Nullable;

/**
 * Collectives of one kind and class of size over one link. One that used several links is counted with each.
 *
 * @param collective the kind
 * @param link the link, null where none is known
 * @param fromBytes power of two: their size is at least this, but less than twice of it; null where it is not known
 * @param count how many
 * @param totalNs sum of their durations
 * @param messageBytes sum of what this process put in
 * @param transitNs time in which data moved
 * @param waitNs time in which they waited for other processes
 * @param idleNs time in which neither happened
 * @param transitBytes what went over the link
 * @param linkTransitNs summed time of its transfers, several of which may run at once
 * @param algorithmBandwidth their bytes for each ns of their durations, null where not known
 * @param busBandwidth the same times the factor of the collective, null where not known
 */
public record CollectiveUse(
        String collective,
        @Nullable String link,
        @Nullable Long fromBytes,
        long count,
        long totalNs,
        @Nullable Long messageBytes,
        @Nullable Long transitNs,
        @Nullable Long waitNs,
        @Nullable Long idleNs,
        @Nullable Long transitBytes,
        @Nullable Long linkTransitNs,
        @Nullable Double algorithmBandwidth,
        @Nullable Double busBandwidth) {

    /** Bytes over the link for each ns of its transfers, which is GB/s; null where either is not known. */
    @Nullable
    Double bandwidth() {
        return transitBytes == null || linkTransitNs == null || linkTransitNs <= 0
                ? null
                : (double) transitBytes / linkTransitNs;
    }

    /** Whether it says more than the statistics of kernels do. */
    boolean tells() {
        return link != null
                || messageBytes != null
                || algorithmBandwidth != null
                || transitNs != null
                || waitNs != null
                || idleNs != null;
    }
}
