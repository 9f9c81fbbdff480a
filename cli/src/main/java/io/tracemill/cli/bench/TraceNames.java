package io.tracemill.cli.bench;

import io.tracemill.bench.measure.TraceSet;
import io.tracemill.cli.terminal.Figures;

/** What the traces of a run are called in a report: one by its size, more by their number. */
final class TraceNames {

    private TraceNames() {}

    static String of(TraceSet traces) {
        int files = traces.files().size();
        return files == 1 ? Figures.bytes(traces.bytes()) : files + " at once";
    }
}
