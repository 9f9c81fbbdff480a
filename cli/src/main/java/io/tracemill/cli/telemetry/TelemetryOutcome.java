package io.tracemill.cli.telemetry;

import io.tracemill.telemetry.batch.ReadingTotals;
import java.nio.file.Path;
import java.util.List;

/** What became of a file of telemetry. */
public sealed interface TelemetryOutcome {

    /** The file. */
    Path file();

    /**
     * A file that was read.
     *
     * @param format the name of its format
     * @param totals what became of its samples
     * @param lost samples that were refused for another reason than that the exporter had no value
     * @param sources the readings that were published, by node and source
     * @param faults the first few of what was refused, one line each
     * @param warnings warnings for the user, one line each
     */
    record Read(
            Path file,
            String format,
            ReadingTotals totals,
            long lost,
            List<SourceUse> sources,
            List<String> faults,
            List<String> warnings)
            implements TelemetryOutcome {

        /** Copies the lists. */
        public Read {
            sources = List.copyOf(sources);
            faults = List.copyOf(faults);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * A file with the content of one that was read before; nothing was published.
     *
     * @param before the file that was read
     */
    record AlreadyRead(Path file, String before) implements TelemetryOutcome {}

    /**
     * A file that is not whole, where only whole files are wanted; nothing was published.
     *
     * @param bytes number of its decompressed bytes
     */
    record CutOff(Path file, long bytes) implements TelemetryOutcome {}
}
