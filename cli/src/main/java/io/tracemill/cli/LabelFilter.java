package io.tracemill.cli;

import io.tracemill.cli.config.Labels;
import io.tracemill.schemas.TraceLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The option that selects traces of an archive by their labels. */
final class LabelFilter {

    @Option(
            names = "--label",
            paramLabel = "KEY=VALUE",
            split = Labels.BETWEEN,
            splitSynopsisLabel = ",",
            converter = Labels.class,
            description = "Only what has this label; with several, only what has all of them.")
    private List<TraceLabel> labels = new ArrayList<>();

    boolean accepts(Map<String, String> ofTrace) {
        return labels.stream().allMatch(label -> label.value().equals(ofTrace.get(label.key())));
    }
}
