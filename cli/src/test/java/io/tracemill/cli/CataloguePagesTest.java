package io.tracemill.cli;

import static java.util.stream.Collectors.joining;

import io.tracemill.schemas.Component;
import io.tracemill.schemas.Topic;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The lists of topics and datasets in pages that people write are those of the catalogue. */
class CataloguePagesTest {

    @Test
    void theDatasetsAreListedAsTheyAre() throws IOException {
        Golden.assertSameRegion(
                Path.of("../docs/archive.md"),
                "datasets",
                "- Datasets: " + names(Datasets.written()) + "\n- Derived from spans that have the data: "
                        + names(Datasets.DERIVED) + "\n");
    }

    private static String names(List<? extends Table<?, ?>> datasets) {
        return datasets.stream().map(table -> "`" + table.name() + "`").collect(joining(", "));
    }

    @Test
    void theTopicsThatCanBeSubscribedToAreListedAsTheyAre() throws IOException {
        Golden.assertSameRegion(
                Path.of("../docs/subscribe.md"),
                "topics",
                Arrays.stream(Topic.values())
                        .filter(CataloguePagesTest::isAResult)
                        .map(CataloguePagesTest::row)
                        .collect(joining("", "| topic | key | dataset | a record is |\n|---|---|---|---|\n", "")));
    }

    /** Whether a topology writes it, for more than the other topology. */
    private static boolean isAResult(Topic topic) {
        Set<Component> topologies = EnumSet.range(Component.TRACE_TOPOLOGY, Component.RUN_TOPOLOGY);
        Set<Component> within = EnumSet.copyOf(topologies);
        within.addAll(Set.of(Component.NOTIFY, Component.SERVE));
        boolean internal = !topic.readers().isEmpty() && within.containsAll(topic.readers());
        return topic.writers().stream().anyMatch(topologies::contains) && !internal;
    }

    private static String row(Topic topic) {
        String key = String.join("/", topic.key().fields());
        String dataset = topic.dataset().map(name -> "`" + name + "`").orElse("");
        String record = topic.schema().getDoc().replaceAll("(?s)\\.(\\s.*)?$", "");
        return "| `" + topic.suffix() + "` | " + key + " | " + dataset + " | " + record + " |\n";
    }
}
