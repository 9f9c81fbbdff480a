package io.tracemill.ingest.dialect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Set;

/** All dialects, the most specific first; the last one fits every trace. */
public final class Dialects {

    private static final List<Dialect> ALL = List.of(new TorchNpuDialect(), new KinetoDialect(), new ChromeDialect());

    private Dialects() {}

    /** The dialect of a file, from all its top-level members and categories; categories are in lower case. */
    public static Dialect of(Set<String> members, Set<String> categories) {
        return ALL.stream()
                .filter(dialect -> dialect.telltales().areAmong(members, categories))
                .findFirst()
                .orElse(last());
    }

    /**
     * The dialect to try first, from the first bytes of a file. A wrong guess costs a second pass over the file and
     * changes no result.
     */
    public static Dialect guess(byte[] head) {
        String text = new String(head, ISO_8859_1);
        return ALL.stream()
                .filter(dialect -> dialect.telltales().standIn(text))
                .findFirst()
                .orElse(last());
    }

    /** Whether a top-level member of this name tells a dialect. */
    public static boolean isTelltaleMember(String key) {
        return ALL.stream().anyMatch(dialect -> dialect.telltales().members().contains(key));
    }

    /** Whether this category, in lower case, tells a dialect. */
    public static boolean isTelltaleCategory(String category) {
        return ALL.stream().anyMatch(dialect -> dialect.telltales().categories().contains(category));
    }

    private static Dialect last() {
        return ALL.get(ALL.size() - 1);
    }
}
