package io.tracemill.ingest.dialect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All dialects, the most specific first; the last one fits every trace. */
public final class Dialects {

    private static final List<Dialect> ALL = List.of(
            new MindSporeDialect(),
            new TorchNpuDialect(),
            new MtiaDialect(),
            new MluDialect(),
            new PaddleDialect(),
            new KinetoDialect(),
            new UnitraceDialect(),
            new RocprofDialect(),
            new XlaDialect(),
            new AutogradDialect(),
            new Nsys2JsonDialect(),
            new ProtonDialect(),
            new ChromeDialect());

    private static final Set<String> MEMBERS =
            marks(Mark.Member.class).map(Mark.Member::name).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> CATEGORIES =
            marks(Mark.Category.class).map(Mark.Category::name).collect(Collectors.toUnmodifiableSet());
    private static final List<Pattern> PROCESSES =
            marks(Mark.ProcessName.class).map(Mark.ProcessName::pattern).toList();

    private Dialects() {}

    /** All dialects, in the order in which they are tried. */
    static List<Dialect> all() {
        return ALL;
    }

    /** The dialect of a file. */
    public static Dialect of(TraceMarks file) {
        return ALL.stream()
                .filter(dialect -> dialect.telltales().areIn(file))
                .findFirst()
                .orElse(ALL.get(ALL.size() - 1));
    }

    /** The dialect of a file, from its top-level members and categories alone; categories are in lower case. */
    public static Dialect of(Set<String> members, Set<String> categories) {
        return of(new TraceMarks.OfFile(members, Map.of(), categories, Set.of()));
    }

    /**
     * The dialect to try first, from the first bytes of a file. A wrong guess costs a second pass over the file and
     * changes no result.
     */
    public static Dialect guess(byte[] head) {
        return of(new TraceMarks.OfHead(new String(head, ISO_8859_1)));
    }

    /** Whether a top-level member of this name may tell a dialect. */
    public static boolean isTelltaleMember(String key) {
        return MEMBERS.contains(key);
    }

    /** Whether this category, in lower case, may tell a dialect. */
    public static boolean isTelltaleCategory(String category) {
        return CATEGORIES.contains(category);
    }

    /** Whether a process of this name or id may tell a dialect. */
    public static boolean isTelltaleProcess(String process) {
        return PROCESSES.stream().anyMatch(pattern -> pattern.matcher(process).matches());
    }

    private static <T extends Mark> Stream<T> marks(Class<T> type) {
        return ALL.stream()
                .flatMap(dialect -> dialect.telltales().marks().stream())
                .flatMap(Mark::parts)
                .filter(type::isInstance)
                .map(type::cast);
    }
}
