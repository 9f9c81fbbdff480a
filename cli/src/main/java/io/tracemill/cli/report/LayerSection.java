package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.AvroFields;
import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Named;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.schemas.Layer;
import io.tracemill.schemas.LayerSource;
import io.tracemill.schemas.LayerStats;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Section on layers: how the time of a device is split over the kinds of layers of a model. */
final class LayerSection implements Section<TraceReport> {

    private static final Fields<LayerStats> FIELDS = AvroFields.of(LayerStats.getClassSchema(), (LayerStats row) -> row)
            .without(TraceFields.REPEATED)
            .named("device", row -> Labels.device(row.getDevice()))
            .named("layer", row -> new Named(row.getLayer().name(), layer(row.getLayer())))
            .named("source", row -> source(row.getSource()));

    private static final Layout<LayerStats> LAYOUT = Layout.rows("layers", "Layers", FIELDS)
            .about("by the classes of modules; by operators where no module tells")
            .key("layer", "layer")
            .key("device", "device")
            .side("source", "told by")
            .main("device_ns", "time")
            .bar("device_pct", "share")
            .main("forward_ns", "forward")
            .side("backward_ns", "backward")
            .side("recompute_ns", "recompute")
            .build();

    /** Layers that make a split worth a table. */
    private static final Set<Layer> PARTS = Set.of(Layer.EMBEDDING, Layer.ATTENTION, Layer.FEED_FORWARD);

    private static @Nullable Named source(@Nullable LayerSource source) {
        return source == null
                ? null
                : new Named(
                        source.name(),
                        switch (source) {
                            case MODULE -> "modules";
                            case OPERATOR -> "operators";
                        });
    }

    private static String layer(Layer layer) {
        return switch (layer) {
            case EMBEDDING -> "embedding";
            case ATTENTION -> "attention";
            case FEED_FORWARD -> "feed-forward";
            case NORM -> "norm";
            case OTHER -> "other";
        };
    }

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(TraceReport report, int top) {
        List<LayerStats> layers = report.layers();
        if (!layers.isEmpty() && layers.stream().noneMatch(row -> PARTS.contains(row.getLayer()))) {
            return LAYOUT.sheet(layers)
                    .showing(List.of())
                    .say(Sentence.of(
                            "No module and no operator tells an embedding, attention or a feed-forward layer."))
                    .build();
        }
        return LAYOUT.sheet(layers).showingFirst(top, "layers").build();
    }
}
