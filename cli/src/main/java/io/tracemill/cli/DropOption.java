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
            description = "Leave events of these categories out of everything.")
    private Set<String> dropCategories = new LinkedHashSet<>();

    Set<String> categories() {
        return dropCategories;
    }
}
