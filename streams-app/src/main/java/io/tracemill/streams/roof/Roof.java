package io.tracemill.streams.roof;

import io.tracemill.schemas.ComputeUnit;
import io.tracemill.schemas.RooflineBound;
import io.tracemill.streams.trace.Saturating;
import io.tracemill.streams.trace.Shape;
import io.tracemill.streams.trace.ShapeWork;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Roof of one device: what bounds each shape there. Asks for the peaks when it needs them; remembers the answers. */
public final class Roof {

    private static final double PICOS_PER_SECOND = 1e12;

    private final PeakTable table;
    private final RecordedDevice device;
    private @Nullable Peaks peaks;
    private boolean hasAskedForPeaks;
    private @Nullable Roofline[] known = new @Nullable Roofline[64];
    private boolean[] asked = new boolean[64];

    /** Creates the roof of a device, whose peaks a table tells. */
    Roof(PeakTable table, RecordedDevice device) {
        this.table = table;
        this.device = device;
    }

    /** What bounds a shape; null if that is unknown, and for null. */
    public @Nullable Roofline of(@Nullable Shape shape) {
        if (shape == null || shape.work() == null) {
            return null;
        }
        int id = shape.id();
        if (id >= known.length) {
            int length = Math.max(id + 1, 2 * known.length);
            known = Arrays.copyOf(known, length);
            asked = Arrays.copyOf(asked, length);
        }
        if (!asked[id]) {
            asked[id] = true;
            @Nullable Peaks ceilings = peaks();
            known[id] = ceilings == null ? null : roofline(ceilings, shape.work());
        }
        return known[id];
    }

    /** Peak of a unit, in operations per second; null if it is unknown, or depends on what a trace does not tell. */
    public @Nullable Double peak(ComputeUnit unit) {
        @Nullable Peaks ceilings = peaks();
        return ceilings == null ? null : ceilings.peak(unit);
    }

    private @Nullable Peaks peaks() {
        if (!hasAskedForPeaks) {
            hasAskedForPeaks = true;
            peaks = table.of(device);
        }
        return peaks;
    }

    private static @Nullable Roofline roofline(Peaks peaks, ShapeWork work) {
        @Nullable Long bytes = work.bytes();
        @Nullable Double bandwidth = peaks.bytesPerSecond();
        @Nullable Double peak = peaks.flopsPerSecond().get(work.unit());
        if (bytes == null || bandwidth == null || peak == null || (work.flops() == 0 && bytes == 0)) {
            return null;
        }
        double memory = PICOS_PER_SECOND * bytes / bandwidth;
        double slow = PICOS_PER_SECOND * work.flops() / peak;
        @Nullable Double tf32 = peaks.tf32FlopsPerSecond();
        double fast = peaks.mayBeTf32(work.unit()) && tf32 != null ? PICOS_PER_SECOND * work.flops() / tf32 : slow;
        if (memory > slow) {
            return new Roofline(RooflineBound.MEMORY, picos(memory));
        }
        if (memory > fast) {
            return null;
        }
        return new Roofline(RooflineBound.COMPUTE, fast < slow ? Roofline.UNKNOWN : picos(slow));
    }

    private static long picos(double time) {
        return Math.min(Saturating.LIMIT, Math.round(time));
    }
}
