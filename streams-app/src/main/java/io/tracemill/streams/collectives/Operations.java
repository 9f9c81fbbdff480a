package io.tracemill.streams.collectives;

import io.tracemill.streams.state.OperationState;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Names and types of the collectives of a run, by id. */
final class Operations extends IdTable<OperationState> {

    private static final Comparator<@Nullable String> TEXTS = Comparator.nullsFirst(Comparator.naturalOrder());

    /** Order of names and types. */
    static final Comparator<OperationState> ORDER =
            Comparator.comparing(OperationState::getName, TEXTS).thenComparing(OperationState::getDtype, TEXTS);

    Operations(int most) {
        super(most);
    }

    /** The one of two ids whose name and type come first. */
    int lower(int a, int b) {
        return ORDER.compare(get(a), get(b)) <= 0 ? a : b;
    }
}
