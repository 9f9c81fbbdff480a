package io.tracemill.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.ingest.facts.ShortNames;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.TraceEvent;
import io.tracemill.schemas.TraceEventBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names of recorded traces: no two kernels of one trace look alike at any width, and few need a number for it. */
@EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
class ShortNamesCorpusTest {

    private static final Set<EventKind> KERNELS =
            EnumSet.of(EventKind.KERNEL, EventKind.MEMCPY, EventKind.MEMSET, EventKind.COMMUNICATION);
    private static final Set<EventKind> OPERATORS = EnumSet.of(EventKind.OPERATOR, EventKind.ANNOTATION);

    /** Share of the names of a table that may need a number at a width, in percent. */
    private static final Map<Integer, Integer> NUMBERED = new TreeMap<>(Map.of(16, 20, 24, 10, 40, 2, 60, 0));

    static List<Path> files() throws IOException {
        Path corpus = Path.of(System.getenv("TRACEMILL_CORPUS"));
        try (Stream<Path> kineto = Files.list(corpus.resolve("kineto"));
                Stream<Path> ascend = Files.walk(corpus.resolve("torch_npu"))) {
            return Stream.concat(
                            kineto.sorted(),
                            ascend.filter(file -> file.endsWith("trace_view.json"))
                                    .sorted())
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void noTwoKernelsOfATraceLookAlike(Path file) throws Exception {
        check(names(file, KERNELS));
    }

    @ParameterizedTest
    @MethodSource("files")
    void noTwoOperatorsOfATraceLookAlike(Path file) throws Exception {
        check(names(file, OPERATORS));
    }

    private static void check(Set<String> names) {
        ShortNames shortNames = ShortNames.of(names);
        NUMBERED.forEach((width, percent) -> {
            List<String> said =
                    names.stream().map(name -> shortNames.of(name, width)).toList();
            assertThat(said).doesNotHaveDuplicates().allMatch(text -> text.length() <= width);
            assertThat(said.stream().filter(text -> text.matches(".* #\\d+")).count())
                    .as("numbered at %d", width)
                    .isLessThanOrEqualTo(names.size() * percent / 100);
        });
    }

    private static Set<String> names(Path file, Set<EventKind> kinds) throws Exception {
        Set<String> names = new TreeSet<>();
        for (TraceEventBatch batch : Ingested.of(file, Ingested.config()).batches()) {
            names.addAll(batch.getEvents().stream()
                    .filter(event -> kinds.contains(event.getKind()))
                    .map(TraceEvent::getName)
                    .map(batch.getStrings()::get)
                    .collect(Collectors.toSet()));
        }
        return names;
    }
}
