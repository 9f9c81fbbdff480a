package io.tracemill.streams.roof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.schemas.ComputeUnit;
import io.tracemill.schemas.DevicePeak;
import io.tracemill.schemas.RooflineBound;
import io.tracemill.schemas.TraceHeader;
import io.tracemill.streams.roof.DevicePeaks.Range;
import io.tracemill.streams.trace.Shape;
import io.tracemill.streams.trace.ShapeWork;
import io.tracemill.streams.trace.Symbols;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoofsTest {

    private static final long GIB = 1L << 30;
    private static final Map<ComputeUnit, Double> FLOPS =
            Map.of(ComputeUnit.MATRIX_FP32, 10e12, ComputeUnit.MATRIX_BF16, 100e12, ComputeUnit.VECTOR_FP32, 10e12);

    private static DevicePeaks model(List<String> names, Range memory, double bytesPerSecond, @Nullable Double tf32) {
        return new DevicePeaks(names, memory, new Peaks(bytesPerSecond, FLOPS, tf32));
    }

    private static Roofs roofs(Map<String, String> names, Map<String, Long> memory, DevicePeaks... models) {
        return roofs(names, memory, List.of(), new PeakTable(List.of(), () -> List.of(models)));
    }

    private static Roofs roofs(
            Map<String, String> names, Map<String, Long> memory, List<DevicePeak> told, PeakTable table) {
        Symbols symbols = Symbols.withNames(10);
        symbols.devices().id("0");
        symbols.devices().id("1");
        Roofs roofs = new Roofs(table, symbols);
        roofs.read(TraceHeader.newBuilder()
                .setSource("t")
                .setDialect("kineto")
                .setFirstNs(0)
                .setLastNs(0)
                .setDeviceNames(names)
                .setDeviceMemoryBytes(memory)
                .setDevicePeaks(told)
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
                new ShapeWork(10, 1_000L, ComputeUnit.VECTOR_FP32, false));
    }

    @Test
    void aDeviceOfUnknownMemoryHasThePeaksThatItsModelsHaveInCommon() {
        DevicePeaks small = model(List.of("alpha"), new Range(30 * GIB, 50 * GIB), 1e12, null);
        DevicePeaks large = model(List.of("alpha"), new Range(70 * GIB, 90 * GIB), 2e12, null);
        DevicePeaks any = model(List.of("alpha"), Range.ANY, 1e12, null);
        Map<String, String> alpha = Map.of("0", "Alpha");
        assertThat(bandwidth(roofs(alpha, Map.of(), small, large))).isFalse();
        assertThat(roofs(alpha, Map.of(), small, large).of(1).peak(ComputeUnit.MATRIX_BF16))
                .isEqualTo(100e12);
        assertThat(bandwidth(roofs(alpha, Map.of("0", 40 * GIB), small, large))).isTrue();
        assertThat(bandwidth(roofs(alpha, Map.of(), small, any, large)))
                .as("two that agree, before one that never counts")
                .isTrue();
        assertThat(bandwidth(roofs(alpha, Map.of(), any, large)))
                .as("the first fits whatever the memory")
                .isTrue();
    }

    /** Whether the peak bandwidth of a device is known. */
    private static boolean bandwidth(Roofs roofs) {
        return roofs.of(1).of(add()) != null;
    }

    @Test
    void modelsOfOneNameThatDifferInRoundingHaveNoPeakOf32Bits() {
        Peaks one = new Peaks(1e12, FLOPS, 50e12);
        Peaks other = new Peaks(1e12, FLOPS, null);
        Peaks common = new Peaks(1e12, Map.of(ComputeUnit.MATRIX_BF16, 100e12, ComputeUnit.VECTOR_FP32, 10e12), null);
        assertThat(one.common(other)).isEqualTo(common).isEqualTo(other.common(one));
        assertThat(one.common(one)).isEqualTo(one);
        assertThat(one.common(new Peaks(null, FLOPS, 60e12)).flopsPerSecond()).isEqualTo(common.flopsPerSecond());
    }

    @Test
    void peaksThatTheTraceTellsComeAfterThoseOfTheUserAndBeforeTheKnown() {
        List<DevicePeak> told = List.of(
                new DevicePeak("0", ComputeUnit.MATRIX_BF16, 300e12),
                new DevicePeak("0", ComputeUnit.MATRIX_INT8, 600e12));
        DevicePeaks model = model(List.of(), Range.ANY, 1e12, null);
        PeakTable known = new PeakTable(List.of(), () -> List.of(model));
        Roof roof = roofs(Map.of(), Map.of(), told, known).of(1);
        assertThat(roof.peak(ComputeUnit.MATRIX_BF16)).isEqualTo(300e12);
        assertThat(roof.peak(ComputeUnit.MATRIX_INT8)).isEqualTo(600e12);
        assertThat(roof.peak(ComputeUnit.MATRIX_FP32)).isNull();
        assertThat(roof.of(add())).as("the bandwidth is unknown").isNull();
        assertThat(roofs(Map.of(), Map.of(), told, known).of(2).peak(ComputeUnit.MATRIX_BF16))
                .as("the only device of the file, by another number")
                .isEqualTo(300e12);

        PeakTable given = new PeakTable(List.of(model), List::of);
        Roof users = roofs(Map.of(), Map.of(), told, given).of(1);
        assertThat(users.peak(ComputeUnit.MATRIX_BF16)).isEqualTo(100e12);
        assertThat(users.of(add())).isNotNull();
    }

    @Test
    void knownModelsAreAskedForOnlyIfAShapeNeedsThem() {
        AtomicInteger asked = new AtomicInteger();
        PeakTable table = new PeakTable(List.of(), () -> {
            asked.incrementAndGet();
            return List.of(model(List.of(), Range.ANY, 1e12, null));
        });
        Roof roof = roofs(Map.of(), Map.of(), List.of(), table).of(1);
        roof.of(null);
        roof.of(new Shape(1, 1, new Shape.Inputs(null, null, null, null), null));
        assertThat(asked).hasValue(0);
        roof.of(add());
        roof.peak(ComputeUnit.MATRIX_BF16);
        assertThat(asked).hasValue(1);
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
        assertThat(roofline(any, 0, 1_000L, ComputeUnit.VECTOR_FP32))
                .isEqualTo(new Roofline(RooflineBound.MEMORY, 1_000));
        assertThat(roofline(any, 0, 0L, ComputeUnit.VECTOR_FP32)).isNull();
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
