package io.tracemill.streams.trace;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The string table of one batch, and what its strings mean trace-wide. Each string is looked up at most once, when an
 * event first uses it, so that ids follow the order of events and not the cut into batches.
 */
public final class BatchStrings {

    private static final int UNKNOWN = -1;

    private final List<String> strings;
    private final Ids names;
    private final Ids devices;
    private final Ids places;
    private final int[] written;
    private @Nullable Object writtenTo;

    /** The ids that one trace-wide table gives this batch's strings, as far as they were asked for. */
    private final class Ids {
        private final SymbolTable table;
        private final int[] ids = unknown(strings.size());

        Ids(SymbolTable table) {
            this.table = table;
        }

        int at(int index) {
            int id = ids[index];
            if (id == UNKNOWN) {
                id = table.id(strings.get(index));
                ids[index] = id;
            }
            return id;
        }
    }

    /** A table none of whose strings has been used. */
    public BatchStrings(List<String> strings, Symbols symbols) {
        this.strings = strings;
        this.names = new Ids(symbols.names());
        this.devices = new Ids(symbols.devices());
        this.places = new Ids(symbols.places());
        this.written = unknown(strings.size());
    }

    private static int[] unknown(int size) {
        int[] ids = new int[size];
        Arrays.fill(ids, UNKNOWN);
        return ids;
    }

    /** The string at an index. */
    public String get(int index) {
        return strings.get(index);
    }

    /** The string at an index, null where there is none. */
    public @Nullable String get(@Nullable Integer index) {
        return index == null ? null : strings.get(index);
    }

    /** Trace-wide id of the name at an index. */
    public int name(int index) {
        return names.at(index);
    }

    /** Trace-wide id of the device at an index, {@link Symbols#NONE} where there is none. */
    public int device(@Nullable Integer index) {
        return index == null ? Symbols.NONE : devices.at(index);
    }

    /** Trace-wide id of the process, thread or stream at an index, {@link Symbols#NONE} where there is none. */
    public int place(@Nullable Integer index) {
        return index == null ? Symbols.NONE : places.at(index);
    }

    /** Index of a string in the table being written (any object that stands for it), as {@link #wrote} noted it; -1 if it
     * is not there yet. */
    public int writtenAt(int index, Object table) {
        if (writtenTo != table) {
            Arrays.fill(written, UNKNOWN);
            writtenTo = table;
        }
        return written[index];
    }

    /** Notes where a string stands in the table being written, the one last asked for. */
    public void wrote(int index, int at) {
        written[index] = at;
    }
}
