package io.tracemill.streams.trace;

import io.tracemill.schemas.Layer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Paths of the modules of a trace, by frame and by the path around it. There is room for {@value #MOST} paths of
 * {@value #MOST_CHARACTERS} characters together, and for paths of up to {@value #LONGEST} characters.
 */
public final class ModulePaths {

    static final int MOST = 1 << 14;
    static final int LONGEST = 1 << 12;
    private static final int MOST_CHARACTERS = 4 << 20;

    private final SymbolTable frames = new SymbolTable(MOST, MOST_CHARACTERS);
    private final LongTable<ModulePath> byCall = new LongTable<>();
    private final List<ModulePath> byId = new ArrayList<>();
    private long characters;

    /**
     * Path of a module that is called within another; null if there is no room for it.
     *
     * @param outer path of the module around it; null for none
     * @param frame name of the frame, as in the file
     * @param layer kind of layer that its class tells; null for none
     */
    public @Nullable ModulePath path(@Nullable ModulePath outer, String frame, @Nullable Layer layer) {
        int id = frames.id(frame);
        if (id == frames.overflowId()) {
            return null;
        }
        long call = ((long) id(outer) << Integer.SIZE) | id;
        @Nullable ModulePath known = byCall.get(call);
        return known != null ? known : add(call, outer, frame, layer);
    }

    private @Nullable ModulePath add(long call, @Nullable ModulePath outer, String frame, @Nullable Layer layer) {
        int length =
                frame.length() + (outer == null ? 0 : outer.text().toString().length());
        if (byId.size() == MOST || length > LONGEST || characters + length > MOST_CHARACTERS) {
            return null;
        }
        ModulePath path = new ModulePath(byId.size() + 1, outer, frame, layer);
        characters += length;
        byCall.put(call, path);
        byId.add(path);
        return path;
    }

    /** Id of a path; 0 for null. */
    public static int id(@Nullable ModulePath path) {
        return path == null ? 0 : path.id();
    }

    /** Path with an id; null for 0. */
    public @Nullable ModulePath at(int id) {
        return id == 0 ? null : byId.get(id - 1);
    }

    /** Whether the trace has called no module so far. */
    public boolean isEmpty() {
        return byId.isEmpty();
    }

    /** Number of paths. */
    public int size() {
        return byId.size();
    }

    /** Paths but for the first ones, in order of their ids. */
    public List<ModulePath> from(int first) {
        return List.copyOf(byId.subList(first, byId.size()));
    }
}
