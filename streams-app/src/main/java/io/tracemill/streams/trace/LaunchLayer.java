package io.tracemill.streams.trace;

import io.tracemill.schemas.Layer;
import io.tracemill.schemas.LayerSource;
import org.jspecify.annotations.Nullable;

/**
 * Layer of the device events of a launch.
 *
 * @param layer kind of layer
 * @param source what tells it
 */
public record LaunchLayer(Layer layer, LayerSource source) {

    private static final Layer[] LAYERS = Layer.values();
    private static final LayerSource[] SOURCES = LayerSource.values();
    private static final LaunchLayer[] BY_CODE = all();

    /** Number of codes. */
    public static final int CODES = BY_CODE.length + 1;

    private static LaunchLayer[] all() {
        LaunchLayer[] all = new LaunchLayer[LAYERS.length * SOURCES.length];
        for (int code = 0; code < all.length; code++) {
            all[code] = new LaunchLayer(LAYERS[code / SOURCES.length], SOURCES[code % SOURCES.length]);
        }
        return all;
    }

    /** The layer that an operator or a module tells. */
    @SuppressWarnings("EnumOrdinal") // a place in a table, and a code in state that a change of the enum resets
    public static LaunchLayer of(Layer layer, LayerSource source) {
        return BY_CODE[layer.ordinal() * SOURCES.length + source.ordinal()];
    }

    /** Code of a layer, from 1; 0 for null. */
    @SuppressWarnings("EnumOrdinal") // see above
    public static int code(@Nullable LaunchLayer of) {
        return of == null ? 0 : of.layer.ordinal() * SOURCES.length + of.source.ordinal() + 1;
    }

    /** Layer with a code; null for 0. */
    public static @Nullable LaunchLayer at(int code) {
        return code == 0 ? null : BY_CODE[code - 1];
    }

    /** Layer with an index among those of the events' marks. */
    public static Layer layerAt(int index) {
        return LAYERS[index];
    }
}
