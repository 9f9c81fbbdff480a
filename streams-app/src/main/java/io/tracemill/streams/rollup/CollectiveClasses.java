package io.tracemill.streams.rollup;

import io.tracemill.schemas.CollectiveDescription;
import io.tracemill.schemas.CollectiveKind;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.streams.collectives.CollectivesCheck;
import io.tracemill.streams.collectives.DescriptionRoom;
import io.tracemill.streams.state.DescriptionState;
import io.tracemill.streams.trace.LongTable;
import io.tracemill.streams.trace.SymbolTable;
import io.tracemill.streams.trace.Text;
import io.tracemill.streams.trace.TraceSpan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Classes of the collectives of a trace: those with one name, group, ranks, size of the group, and type. */
final class CollectiveClasses {

    private static final int BITS = 12;
    private static final int MAX_TEXTS = (1 << BITS) - 1;
    private static final int MAX_CHARACTERS = 1 << 20;
    private static final int NONE = 0;

    private final SymbolTable texts = new SymbolTable(MAX_TEXTS, MAX_CHARACTERS);
    private final LongTable<CollectiveClass> byTexts = new LongTable<>();
    private final List<CollectiveClass> classes = new ArrayList<>();
    private final DescriptionRoom room = new DescriptionRoom();

    /** One class, with the number of its collectives that cannot be compared. */
    static final class CollectiveClass {
        final int id;
        final DescriptionState state;
        final @Nullable CollectiveKind kind;
        final boolean comparable;
        private final @Nullable CollectiveClass next;
        private long unmatched;
        private long unmatchedBefore;

        private CollectiveClass(
                int id, DescriptionState state, CollectiveDescription description, @Nullable CollectiveClass next) {
            this.id = id;
            this.state = state;
            this.kind = CollectiveKind.of(description.getName());
            this.comparable = CollectivesCheck.isComparable(description) && (kind == null || !kind.isTransfer());
            this.next = next;
        }

        void countUnmatched(long count) {
            unmatched += count;
        }

        /** Since the last {@link #endPartial}. */
        long unmatchedInPartial() {
            return unmatched - unmatchedBefore;
        }

        long unmatchedBefore() {
            return unmatchedBefore;
        }

        void endPartial() {
            unmatchedBefore = unmatched;
        }
    }

    CollectiveClasses() {
        texts.id("");
    }

    /** Class of a collective; null if there is no room for it. */
    @Nullable
    CollectiveClass of(TraceSpan span) {
        int name = text(span, Attribute.COLLECTIVE_NAME);
        int group = text(span, Attribute.COLLECTIVE_GROUP);
        int ranks = text(span, Attribute.COLLECTIVE_RANKS);
        int type = text(span, Attribute.COLLECTIVE_ELEMENT_TYPE);
        int full = texts.overflowId();
        if (name == full || group == full || ranks == full || type == full) {
            return null;
        }
        long size = span.event().has(Attribute.COLLECTIVE_GROUP_SIZE)
                ? span.event().number(Attribute.COLLECTIVE_GROUP_SIZE)
                : 0;
        @Nullable CollectiveClass known = byTexts.get(key(name, group, ranks, type));
        while (known != null && known.state.getSize() != size) {
            known = known.next;
        }
        return known == null ? add(new DescriptionState(name, group, ranks, type, size)) : known;
    }

    private int text(TraceSpan span, Attribute attribute) {
        Text text = span.string(attribute);
        return text == null ? NONE : texts.id(text.toString());
    }

    private static long key(int name, int group, int ranks, int type) {
        return (((long) name << BITS | group) << BITS | ranks) << BITS | type;
    }

    private @Nullable CollectiveClass add(DescriptionState state) {
        CollectiveDescription description = description(state).build();
        if (!room.take(description)) {
            return null;
        }
        long key = key(state.getName(), state.getGroup(), state.getRanks(), state.getDtype());
        CollectiveClass added = new CollectiveClass(classes.size(), state, description, byTexts.get(key));
        byTexts.put(key, added);
        classes.add(added);
        return added;
    }

    private CollectiveDescription.Builder description(DescriptionState state) {
        return CollectiveDescription.newBuilder()
                .setName(text(state.getName()))
                .setGroup(text(state.getGroup()))
                .setRanks(text(state.getRanks()))
                .setDtype(text(state.getDtype()))
                .setGroupSize(state.getSize() == 0 ? null : state.getSize())
                .setUnmatched(0);
    }

    private @Nullable String text(int id) {
        return id == NONE ? null : texts.symbol(id);
    }

    /** Descriptions of all classes, by id, with their counts. */
    List<CollectiveDescription> descriptions() {
        List<CollectiveDescription> descriptions = new ArrayList<>();
        classes.forEach(of -> descriptions.add(
                description(of.state).setUnmatched(of.unmatched).build()));
        return descriptions;
    }

    /** Texts with this id or a higher one. */
    List<String> textsFrom(int id) {
        return texts.from(id);
    }

    int texts() {
        return texts.size();
    }

    /** All classes, by id. */
    List<CollectiveClass> all() {
        return classes;
    }

    /** Restores texts and classes that follow those so far. */
    void restore(List<String> moreTexts, List<DescriptionState> moreClasses) {
        moreTexts.forEach(texts::id);
        moreClasses.forEach(this::add);
    }
}
