package io.tracemill.ingest.facts;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.schemas.ActivityMark;
import io.tracemill.schemas.Layer;
import io.tracemill.schemas.flat.Attribute;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Facts about the layers of a model, from the names of operators and of modules. Not thread-safe. */
final class LayerFacts {

    private static final RememberedNames<Layer> OPERATORS = new RememberedNames<>(LayerName::ofOperator);
    private static final RememberedNames<Layer> MODULES = new RememberedNames<>(LayerName::ofModule);

    private final NameMarks<Layer> operators;
    private final NameMarks<Layer> modules;

    /** Facts about events whose strings are in a pool, which gives the bytes of each by its number. */
    LayerFacts(IntFunction<byte[]> pool) {
        this.operators = new NameMarks<>(pool, Layer.values(), OPERATORS);
        this.modules = new NameMarks<>(pool, Layer.values(), MODULES);
    }

    /** Adds the layer that the name of an operator tells. */
    void addToOperator(EventFields operator) {
        set(operator, operators.of(operator));
    }

    /** Adds the layer that the name of a Python frame tells, if its activity says that it is the call of a module. */
    void addToModule(EventFields frame) {
        if (frame.isSymbol(Attribute.ACTIVITY_MARK, ActivityMark.MODULE)) {
            set(frame, modules.of(frame));
        }
    }

    private static void set(EventFields event, @Nullable Layer layer) {
        if (layer != null) {
            event.setSymbol(Attribute.LAYER_MARK, layer);
        }
    }
}
