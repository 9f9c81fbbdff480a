package io.tracemill.streams.rollup;

import io.tracemill.schemas.Phase;
import io.tracemill.streams.trace.ModulePath;
import io.tracemill.streams.trace.ModulePaths;
import io.tracemill.streams.trace.Symbols;
import org.jspecify.annotations.Nullable;

/**
 * Key of a holder of memory in one number: device in 12 bits, name in 32, module in 16 and phase in 4, each from the
 * left. Names and phases are one more than their id; 0 is none.
 */
final class HolderKey {

    private static final Phase[] PHASES = Phase.values();
    private static final int NAME = 20;
    private static final int MODULE = 4;

    private HolderKey() {}

    /** Key of a holder; the name is -1 for none. */
    @SuppressWarnings("EnumOrdinal") // phases are added at the end only, as of any enum of a schema
    static long of(int device, int name, @Nullable ModulePath module, @Nullable Phase phase) {
        return of(device, name) | ((long) ModulePaths.id(module) << MODULE) | (phase == null ? 0 : phase.ordinal() + 1);
    }

    /** Key of a holder without module and phase. */
    static long of(int device, int name) {
        return ((long) device << (NAME + Integer.SIZE)) | ((long) (name + 1) << NAME);
    }

    static int device(long key) {
        return (int) (key >>> (NAME + Integer.SIZE));
    }

    static @Nullable String name(long key, Symbols symbols) {
        int name = (int) (key >>> NAME) - 1;
        return name < 0 ? null : symbols.names().symbol(name);
    }

    static @Nullable String module(long key, Symbols symbols) {
        @Nullable ModulePath path = symbols.modules().at((int) (key >>> MODULE) & 0xFFFF);
        return path == null ? null : path.text().toString();
    }

    static @Nullable Phase phase(long key) {
        int phase = (int) key & 0xF;
        return phase == 0 ? null : PHASES[phase - 1];
    }
}
