package io.tracemill.ingest.facts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.schemas.flat.Attribute;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Marks that names of events tell by a rule, which looks once at a name that is pooled. Not thread-safe. */
final class NameMarks<M> {

    private static final short UNASKED = 0;
    private static final short NO_MARK = 1;
    private static final short FIRST_MARK = 2;

    private final IntFunction<byte[]> pool;
    private final List<M> marks;
    private final Rule<M> rule;
    private short[] byName = new short[1024];

    /** What a name tells; null for nothing. */
    interface Rule<M> {
        @Nullable
        M mark(String name);
    }

    /**
     * Creates the marks of events whose strings are in a pool.
     *
     * @param pool gives the bytes of each string by its number
     * @param marks all that the rule may return, at most 32,765
     */
    NameMarks(IntFunction<byte[]> pool, M[] marks, Rule<M> rule) {
        this.pool = pool;
        this.marks = List.of(marks);
        this.rule = rule;
    }

    /** Mark that the name of an event tells; null for none. */
    @Nullable
    M of(EventFields event) {
        int name = event.text(Attribute.NAME);
        if (name < 0) {
            return name == EventFields.NONE ? null : rule.mark(event.inlineText(name));
        }
        if (name >= byName.length) {
            byName = Arrays.copyOf(byName, name * 2);
        }
        if (byName[name] == UNASKED) {
            M mark = rule.mark(new String(pool.apply(name), UTF_8));
            byName[name] = mark == null ? NO_MARK : (short) (FIRST_MARK + marks.indexOf(mark));
        }
        return byName[name] == NO_MARK ? null : marks.get(byName[name] - FIRST_MARK);
    }
}
