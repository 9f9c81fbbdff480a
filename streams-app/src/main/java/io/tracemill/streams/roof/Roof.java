package io.tracemill.streams.roof;

import io.tracemill.schemas.ComputeUnit;
import io.tracemill.schemas.RooflineBound;
import io.tracemill.streams.trace.Saturating;
import io.tracemill.streams.trace.Shape;
import io.tracemill.streams.trace.ShapeWork;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Roof of one device: what bounds each shape there. Remembers the answers. */
public final class Roof {

    private static final double PICOS_PER_SECOND = 1e12;

    private final @Nullable DevicePeaks peaks;
    private @Nullable Roofline[] known = new @Nullable Roofline[64];
    private boolean[] asked = new boolean[64];

    /** Creates the roof of a device with these peaks; null if they are unknown. */
    Roof(@Nullable DevicePeaks peaks) {
        this.peaks = peaks;
    }

    /** What bounds a shape; null if that is unknown, and for null. */
    public @Nullable Roofline of(@Nullable Shape shape) {
        if (peaks == null || shape == null || shape.work() == null) {
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
            known[id] = roofline(peaks, shape.work());
        }
        return known[id];
    }

    /** Peak of a unit, in operations per second; null if it is unknown, or depends on what a trace does not tell. */
    public @Nullable Double peak(ComputeUnit unit) {
        return peaks == null || mayBeTf32(peaks, unit) ? null : peaks.peak(unit);
    }

    private static boolean mayBeTf32(DevicePeaks peaks, ComputeUnit unit) {
        return unit == ComputeUnit.MATRIX_FP32 && peaks.tf32FlopsPerSecond() != null;
    }

    private static @Nullable Roofline roofline(DevicePeaks peaks, ShapeWork work) {
        @Nullable Long bytes = work.bytes();
        @Nullable Double peak = peaks.peak(work.unit());
        if (bytes == null || peak == null || (work.flops() == 0 && bytes == 0)) {
            return null;
        }
        double memory = PICOS_PER_SECOND * bytes / peaks.bytesPerSecond();
        double slow = PICOS_PER_SECOND * work.flops() / peak;
        @Nullable Double tf32 = peaks.tf32FlopsPerSecond();
        double fast = mayBeTf32(peaks, work.unit()) && tf32 != null ? PICOS_PER_SECOND * work.flops() / tf32 : slow;
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
