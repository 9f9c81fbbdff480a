package io.tracemill.streams.roof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.schemas.ComputeUnit;
import io.tracemill.schemas.RooflineBound;
import io.tracemill.schemas.TraceHeader;
import io.tracemill.streams.roof.DevicePeaks.Range;
import io.tracemill.streams.trace.Shape;
import io.tracemill.streams.trace.ShapeWork;
import io.tracemill.streams.trace.Symbols;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoofsTest {

    private static final long GIB = 1L << 30;

    private static DevicePeaks model(List<String> names, Range memory, double bytesPerSecond, @Nullable Double tf32) {
        return new DevicePeaks(
                names,
                memory,
                bytesPerSecond,
                Map.of(ComputeUnit.MATRIX_FP32, 10e12, ComputeUnit.MATRIX_BF16, 100e12, ComputeUnit.VECTOR_FP32, 10e12),
                tf32);
    }

    private static Roofs roofs(Map<String, String> names, Map<String, Long> memory, DevicePeaks... models) {
        Symbols symbols = Symbols.withNames(10);
        symbols.devices().id("0");
        symbols.devices().id("1");
        Roofs roofs = new Roofs(List.of(models), symbols);
        roofs.read(TraceHeader.newBuilder()
                .setSource("t")
                .setDialect("kineto")
                .setFirstNs(0)
                .setLastNs(0)
                .setDeviceNames(names)
                .setDeviceMemoryBytes(memory)
                .setProcessNames(Map.of())
                .setThreadNames(Map.of())
                .setMetadata(Map.of())
                .build());
        return roofs;
    }

    private static @Nullable Roofline roofline(DevicePeaks model, long flops, @Nullable Long bytes, ComputeUnit unit) {
        Shape shape =
                new Shape(200, 1, new Shape.Inputs(null, null, null, null), new ShapeWork(flops, bytes, unit, false));
        return roofs(Map.of("0", "X"), Map.of(), model).of(1).of(shape);
    }

    @Test
    void theFirstModelOfTheNameAndTheMemoryCounts() {
        DevicePeaks small = model(List.of("Alpha"), new Range(30 * GIB, 50 * GIB), 1e12, null);
        DevicePeaks large = model(List.of("alpha"), new Range(70 * GIB, 90 * GIB), 2e12, null);
        DevicePeaks beta = model(List.of("beta"), Range.ANY, 3e12, null);
        Roofs roofs = roofs(Map.of("0", "ACME ALPHA 9", "1", "Beta"), Map.of("0", 80 * GIB), small, large, beta);
        assertThat(roofs.of(1).of(add())).isEqualTo(new Roofline(RooflineBound.MEMORY, 500));
        assertThat(roofs.of(2).of(add())).isEqualTo(new Roofline(RooflineBound.MEMORY, 333));
        assertThat(roofs(Map.of("0", "Gamma"), Map.of(), beta).of(1).of(add())).isNull();
    }

    private static Shape add() {
        return new Shape(
                1,
                1,
                new Shape.Inputs(null, null, null, null),
                new ShapeWork(10, 1_000L, ComputeUnit.VECTOR_BF16, false));
    }

    @Test
    void aDeviceThatTheFileDoesNotListIsLikeAllOthers() {
        DevicePeaks beta = model(List.of("beta"), Range.ANY, 1e12, null);
        assertThat(roofs(Map.of("0", "Beta"), Map.of(), beta).of(2).of(add())).isNotNull();
        assertThat(roofs(Map.of("0", "Beta", "5", "Alpha"), Map.of(), beta)
                        .of(2)
                        .of(add()))
                .isNull();
    }

    @Test
    void theLargerOfTheTwoTimesBinds() {
        DevicePeaks any = model(List.of(), Range.ANY, 1e12, null);
        assertThat(roofline(any, 1_000_000, 1_000L, ComputeUnit.MATRIX_BF16))
                .isEqualTo(new Roofline(RooflineBound.COMPUTE, 10_000));
        assertThat(roofline(any, 1_000_000, 100_000L, ComputeUnit.MATRIX_BF16))
                .isEqualTo(new Roofline(RooflineBound.MEMORY, 100_000));
        assertThat(roofline(any, 0, 1_000L, ComputeUnit.VECTOR_INT8))
                .isEqualTo(new Roofline(RooflineBound.MEMORY, 1_000));
        assertThat(roofline(any, 0, 0L, ComputeUnit.VECTOR_INT8)).isNull();
        assertThat(roofline(any, 10, null, ComputeUnit.MATRIX_BF16)).isNull();
        assertThat(roofline(any, 10, 10L, ComputeUnit.MATRIX_FP8)).isNull();
    }

    @Test
    void productsOf32BitsMayBeRoundedToTf32SoTheirPeakIsARange() {
        DevicePeaks tf32 = model(List.of(), Range.ANY, 1e12, 100e12);
        assertThat(roofline(tf32, 1_000_000, 200_000L, ComputeUnit.MATRIX_FP32))
                .isEqualTo(new Roofline(RooflineBound.MEMORY, 200_000));
        assertThat(roofline(tf32, 1_000_000, 50_000L, ComputeUnit.MATRIX_FP32)).isNull();
        assertThat(roofline(tf32, 1_000_000, 5_000L, ComputeUnit.MATRIX_FP32))
                .isEqualTo(new Roofline(RooflineBound.COMPUTE, Roofline.UNKNOWN));
        Roof roof = roofs(Map.of("0", "X"), Map.of(), tf32).of(1);
        assertThat(roof.peak(ComputeUnit.MATRIX_FP32)).isNull();
        assertThat(roof.peak(ComputeUnit.MATRIX_BF16)).isEqualTo(100e12);
    }

    @Test
    void peaksAreAboveZero() {
        assertThatThrownBy(() -> model(List.of(), Range.ANY, 0, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a peak must be above 0 but was 0.0");
    }
}
