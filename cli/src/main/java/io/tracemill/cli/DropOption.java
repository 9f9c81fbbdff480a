package io.tracemill.cli;

import java.util.LinkedHashSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** What is left out of everything; whoever reads events first leaves it out. */
final class DropOption {

    @Option(
            names = "--drop-categories",
            paramLabel = "CATEGORY",
            split = ",",
            description = "Exclude events of these categories from spans and statistics.")
    private Set<String> dropCategories = new LinkedHashSet<>();

    Set<String> categories() {
        return dropCategories;
    }
}
