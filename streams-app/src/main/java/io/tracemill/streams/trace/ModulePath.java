package io.tracemill.streams.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.schemas.Layer;
import io.tracemill.schemas.SeededHash;
import org.jspecify.annotations.Nullable;

/** A module as it is called: within the modules that called it. Immutable; created by {@link ModulePaths}. */
public final class ModulePath {

    /** Between the instances of a path. No name in Python has it. */
    private static final String WITHIN = "/";

    /** Between what a frame is and its name, as in {@code nn.Module: Linear_3}. */
    private static final String KIND = ": ";

    private final int id;
    private final @Nullable ModulePath outer;
    private final String frame;
    private final @Nullable Layer layer;
    private final Text text;

    ModulePath(int id, @Nullable ModulePath outer, String frame, @Nullable Layer layer) {
        this.id = id;
        this.layer = layer;
        this.outer = outer;
        this.frame = frame;
        byte[] utf8 = name(outer, frame).getBytes(UTF_8);
        this.text = new Text(utf8, (int) SeededHash.of(utf8, 0, utf8.length));
    }

    private static String name(@Nullable ModulePath outer, String frame) {
        return outer == null ? instance(frame) : outer.text + WITHIN + instance(frame);
    }

    private static String instance(String frame) {
        int kind = frame.indexOf(KIND);
        return kind < 0 ? frame : frame.substring(kind + KIND.length());
    }

    /** Trace-wide id, from 1 in order of the first calls: a path has a higher id than those around it. */
    public int id() {
        return id;
    }

    /** The module that called it; null if none did. */
    public @Nullable ModulePath outer() {
        return outer;
    }

    /** Name of its frames, as in the file. */
    public String frame() {
        return frame;
    }

    /** Kind of layer that its class tells; null for none. */
    public @Nullable Layer layer() {
        return layer;
    }

    /** Kind of layer of the innermost module of the path that tells one; null if none does. */
    public @Nullable Layer innermostLayer() {
        for (ModulePath at = this; at != null; at = at.outer) {
            if (at.layer != null) {
                return at.layer;
            }
        }
        return null;
    }

    /** Instance of the module, such as {@code Linear_3}. */
    public String instance() {
        return instance(frame);
    }

    /** Instances from the outermost inwards, such as {@code Model_0/Block_1/Linear_3}. */
    public Text text() {
        return text;
    }
}
