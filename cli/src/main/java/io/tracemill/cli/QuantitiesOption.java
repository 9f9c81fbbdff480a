package io.tracemill.cli;

import io.tracemill.telemetry.quantity.QuantityTable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --quantities}. */
final class QuantitiesOption {

    @Option(
            names = "--quantities",
            paramLabel = "FILE",
            description = "JSON file with further quantities and exporters; see docs/telemetry.md.")
    private @Nullable Path file;

    /** The program's own table, with what the file adds. */
    QuantityTable table() throws IOException {
        QuantityTable own = QuantityTable.own();
        return file == null ? own : own.extendedBy(file);
    }
}
