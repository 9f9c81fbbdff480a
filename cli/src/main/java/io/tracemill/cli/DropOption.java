package io.tracemill.cli;

import java.util.LinkedHashSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** The option {@code --drop-categories}. The first stage that reads an event applies it. */
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
