package io.tracemill.streams.pass;

import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.Layer;
import io.tracemill.schemas.LayerSource;
import io.tracemill.schemas.Phase;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.schemas.flat.FlatEvent;
import io.tracemill.streams.nest.Lane;
import io.tracemill.streams.nest.LaneModules;
import io.tracemill.streams.trace.Launch;
import io.tracemill.streams.trace.LaunchLayer;
import io.tracemill.streams.trace.ModulePath;
import io.tracemill.streams.trace.OpenKeys;
import io.tracemill.streams.trace.SpanIds;
import io.tracemill.streams.trace.Text;
import io.tracemill.streams.trace.TraceSpan;
import org.jspecify.annotations.Nullable;

/** Host calls as launches, with all that their device events inherit. */
final class LaunchCalls {

    private LaunchCalls() {}

    /**
     * Creates the launch of a span. An operator that is its own launch owns its device events. The device events of any
     * other launch belong to the owner of the call.
     *
     * @param lane lane of the span, which has not entered it
     */
    static Launch launch(TraceSpan span, Lane lane) {
        boolean itself = span.nests();
        TraceSpan owner = itself ? span : lane.owner();
        Launch launch = new Launch(span.event(), span.event().has(Attribute.GRAPH_LAUNCH));
        @Nullable Text device = null;
        if (owner != null) {
            @Nullable OpenKeys open = lane.openKeys();
            launch.standsIn(owner.text(), owner.operatorKey(), itself ? new OpenKeys(span.operatorKey(), open) : open);
            device = owner.string(Attribute.DEVICE);
        }
        @Nullable Phase phase = span.phase();
        launch.hasContext(
                span.step(),
                phase == null ? Phase.OTHER : phase,
                device == null ? span.string(Attribute.DEVICE) : device);
        launch.isIn(LaneModules.ofLaunch(span, lane));
        launch.isOf(layer(span, lane, launch.module()));
        @Nullable TraceSpan modelled = modelled(span, lane);
        if (modelled != null) {
            launch.countsFor(
                    span.symbols().shapes().of(modelled), modelled.parts().launches());
        }
        launch.ranOn(span.string(Attribute.PROCESS), span.string(Attribute.THREAD));
        SpanIds ids = span.ids();
        launch.hasIds(
                ids.isWritten() ? ids.own() : ids.parent(), itself && ids.isWritten() ? ids.own() : lane.ownerId());
        return launch;
    }

    /** Layer of the device events: that of their module, else that of the innermost open operator that has one. */
    private static @Nullable LaunchLayer layer(TraceSpan call, Lane lane, @Nullable ModulePath module) {
        @Nullable Layer ofModule = module == null ? null : module.innermostLayer();
        if (ofModule != null) {
            return LaunchLayer.of(ofModule, LayerSource.MODULE);
        }
        int mark = call.event().symbol(Attribute.LAYER_MARK);
        for (int place = lane.depth() - 1; place >= 0 && mark == FlatEvent.NONE; place--) {
            mark = lane.openAt(place).event().symbol(Attribute.LAYER_MARK);
        }
        return mark == FlatEvent.NONE ? null : LaunchLayer.of(LaunchLayer.layerAt(mark), LayerSource.OPERATOR);
    }

    /**
     * Operator whose shape the device events count for: of those around the call, itself included, the outermost whose
     * work is modelled, else the innermost; null if there is none.
     */
    private static @Nullable TraceSpan modelled(TraceSpan call, Lane lane) {
        @Nullable TraceSpan innermost = null;
        for (int place = 0; place < lane.depth(); place++) {
            TraceSpan open = lane.openAt(place);
            if (open.kind() == EventKind.OPERATOR) {
                if (open.event().has(Attribute.WORK)) {
                    return open;
                }
                innermost = open;
            }
        }
        return call.kind() == EventKind.OPERATOR ? call : innermost;
    }
}
