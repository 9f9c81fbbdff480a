package io.tracemill.streams.pass;

import io.tracemill.streams.state.PassPartial;
import io.tracemill.streams.trace.Symbols;

/** Symbols that are new since the last partial. */
final class NewSymbols {

    private final Symbols symbols;
    private int names;
    private int devices;
    private int places;
    private int frames;

    NewSymbols(Symbols symbols) {
        this.symbols = symbols;
    }

    /** Adds the new symbols to a partial. */
    PassPartial addNew(PassPartial partial) {
        partial.setNames(symbols.names().from(names));
        partial.setDevices(symbols.devices().from(devices));
        partial.setPlaces(symbols.places().from(places));
        partial.setFrames(symbols.frames().from(frames));
        return partial;
    }

    /** Adds all symbols to the totals. */
    PassPartial all(PassPartial totals) {
        totals.setNames(symbols.names().from(0));
        totals.setDevices(symbols.devices().from(0));
        totals.setPlaces(symbols.places().from(0));
        totals.setFrames(symbols.frames().from(0));
        return totals;
    }

    /** Begins another partial. */
    void skip() {
        names = symbols.names().size();
        devices = symbols.devices().size();
        places = symbols.places().size();
        frames = symbols.frames().size();
    }
}
