package io.tracemill.ingest.dialect;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Marks that only the traces of one dialect hold. Any single one tells the dialect.
 *
 * @param marks marks; none for the dialect that fits where no other does
 */
public record Telltales(List<Mark> marks) {

    /** No marks: the dialect is the one that no other fits. */
    static final Telltales NONE = new Telltales(List.of());

    /** Some marks. */
    static Telltales of(Mark... marks) {
        return new Telltales(List.of(marks));
    }

    /** Marks that are categories, in lower case. */
    static Telltales ofCategories(String... categories) {
        return new Telltales(Stream.of(categories).<Mark>map(Mark.Category::new).toList());
    }

    /** These marks and top-level members. */
    Telltales andMembers(String... members) {
        return and(Stream.of(members).<Mark>map(Mark.Member::new).toList());
    }

    /** These marks and others. */
    Telltales and(Collection<Mark> others) {
        return new Telltales(Stream.concat(marks.stream(), others.stream()).toList());
    }

    /** Whether a mark is in a file. */
    boolean areIn(TraceMarks file) {
        return marks.stream().anyMatch(mark -> mark.isIn(file));
    }
}
