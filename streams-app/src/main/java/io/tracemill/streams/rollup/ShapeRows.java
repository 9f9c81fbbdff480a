package io.tracemill.streams.rollup;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.ShapeStats;
import io.tracemill.streams.roof.Roofline;
import io.tracemill.streams.roof.Roofs;
import io.tracemill.streams.state.ShapeRowState;
import io.tracemill.streams.state.ShapesState;
import io.tracemill.streams.trace.FullTable;
import io.tracemill.streams.trace.Launch;
import io.tracemill.streams.trace.Saturating;
import io.tracemill.streams.trace.Shape;
import io.tracemill.streams.trace.ShapeWork;
import io.tracemill.streams.trace.Shapes;
import io.tracemill.streams.trace.Symbols;
import io.tracemill.streams.trace.Text;
import io.tracemill.streams.trace.TraceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Analysis with one row for each operator, shape of its inputs, and device. It has no rows if no operator has inputs.
 */
final class ShapeRows implements Analysis {

    private final AvroSerde<ShapesState> serde = AvroSerde.of(ShapesState.class);
    private final Symbols symbols;
    private final Roofs roofs;
    private final ShapeTable rows;
    private final List<ShapeRow> touched = new ArrayList<>();
    private int knownShapes;
    private int knownTexts;

    ShapeRows(Symbols symbols, Roofs roofs) {
        this.symbols = symbols;
        this.roofs = roofs;
        this.rows = new ShapeTable(symbols.shapes());
    }

    @Override
    public String name() {
        return "shapes";
    }

    @Override
    public void accept(TraceSpan span) {
        if (!span.isDeviceEvent()) {
            return;
        }
        @Nullable Launch launch = span.launch();
        @Nullable Shape shape = launch == null ? null : launch.shape();
        ShapeRow row = rows.at(span.device(), shape);
        if (row.shape() != null && row.shape().isOthers()) {
            symbols.folds().add(FullTable.SHAPES);
        }
        if (row.touch()) {
            touched.add(row);
        }
        row.addDeviceEvent(shape != null && launch != null && launch.eventStartsCall(), span);
    }

    @Override
    public byte[] partial() {
        return state(
                knownShapes,
                knownTexts,
                touched.stream().map(ShapeRow::partialState).toList());
    }

    @Override
    public void endPartial() {
        touched.forEach(ShapeRow::endPartial);
        touched.clear();
        knownShapes = symbols.shapes().size();
        knownTexts = symbols.shapes().texts();
    }

    @Override
    public byte[] totals() {
        List<ShapeRowState> states = new ArrayList<>();
        rows.forEach(row -> states.add(row.totalsState()));
        return state(0, 0, states);
    }

    private byte[] state(int firstShape, int firstText, List<ShapeRowState> states) {
        Shapes shapes = symbols.shapes();
        return serde.encode(new ShapesState(shapes.textsFrom(firstText), shapes.from(firstShape), states));
    }

    @Override
    public void add(byte[] encoded) {
        ShapesState state = serde.decode(encoded);
        symbols.shapes().restoreTexts(state.getTexts());
        state.getShapes().forEach(symbols.shapes()::restore);
        state.getRows()
                .forEach(row -> rows.at(row.getDevice(), symbols.shapes().at(row.getShape()))
                        .add(row));
        knownShapes = symbols.shapes().size();
        knownTexts = symbols.shapes().texts();
    }

    @Override
    public void report(TraceRows out) {
        Map<Integer, Long> all = new HashMap<>();
        boolean[] anyInputs = new boolean[1];
        rows.forEach(row -> {
            all.merge(row.device(), row.totals().nanos(), Saturating::sum);
            anyInputs[0] |= row.shape() != null && row.shape().inputs().dims() != null;
        });
        if (anyInputs[0]) {
            rows.forEach(row -> out.emit(row(row, all.getOrDefault(row.device(), 0L), out)));
        }
    }

    private ShapeStats row(ShapeRow row, long allNanos, TraceRows out) {
        ShapeRow.Sums sums = row.totals();
        ShapeStats.Builder stats = ShapeStats.newBuilder()
                .setTraceId(out.info().getTraceId())
                .setRun(out.info().getRun())
                .setDate(out.info().getDate())
                .setNode(out.info().getNode())
                .setRank(out.info().getRank())
                .setDevice(
                        row.device() == Symbols.NONE ? null : symbols.devices().symbol(row.device()))
                .setCount(sums.count())
                .setKernelCount(sums.kernels())
                .setDeviceNs(sums.nanos())
                .setDevicePct(allNanos == 0 ? null : 100.0 * sums.nanos() / allNanos);
        @Nullable Shape shape = row.shape();
        if (shape != null) {
            stats.setOperator(symbols.names().symbol(shape.name()))
                    .setInputDims(string(shape.inputs().dims()))
                    .setInputTypes(string(shape.inputs().types()))
                    .setInputStrides(string(shape.inputs().strides()))
                    .setConcreteInputs(string(shape.inputs().concrete()));
            @Nullable ShapeWork work = shape.work();
            if (work != null) {
                addWork(
                        stats,
                        work,
                        row.copies() ? null : roofs.of(row.device()).of(shape));
            }
        }
        return stats.build();
    }

    private static @Nullable String string(@Nullable Text text) {
        return text == null ? null : text.toString();
    }

    private static void addWork(ShapeStats.Builder row, ShapeWork work, @Nullable Roofline roofline) {
        double nanos = row.getDeviceNs();
        double calls = row.getCount();
        @Nullable Long bytes = work.bytes();
        row.setFlops(work.flops()).setBytes(bytes).setUnit(work.unit()).setEstimate(work.estimate());
        row.setFlopsPerByte(bytes == null || bytes == 0 ? null : (Double) ((double) work.flops() / bytes));
        if (calls == 0 || nanos == 0) {
            return;
        }
        if (work.flops() > 0) {
            row.setTflopsPerS(calls * work.flops() / nanos / 1000);
        }
        if (bytes != null) {
            row.setTbPerS(calls * bytes / nanos / 1000);
        }
        if (roofline != null) {
            row.setBound(roofline.boundOf(row.getCount(), row.getDeviceNs()));
            if (roofline.isKnown()) {
                double least = calls * roofline.picos() / 1000;
                row.setRooflineNs(least).setRooflinePct(100 * least / nanos);
            }
        }
    }
}
