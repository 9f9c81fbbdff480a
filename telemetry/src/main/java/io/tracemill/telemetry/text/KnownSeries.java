package io.tracemill.telemetry.text;

import io.tracemill.telemetry.sample.RawSeries;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The series of a text by their bytes. A name and labels are known apart from each other, since the metrics of a device
 * share its labels, and a series of both costs little more than an entry in a table. What is known has a limit in
 * bytes; beyond that all is forgotten, which costs time and changes no answer.
 */
final class KnownSeries {

    /** What a series takes beside its texts, about. */
    private static final long SERIES_BYTES = 64;

    private final long mostBytes;
    private final ByteKeys<Name> names;
    private final ByteKeys<Labels> labels;
    private long bytes;
    private int named;

    /** A name that was read, told from others by identity. */
    private static final class Name {

        private final String metric;
        private final int hash;

        Name(String metric, int number) {
            this.metric = metric;
            this.hash = number * 0x9E37_79B9;
        }
    }

    /** Labels that were read, and the series that have them: an open table of names and series. */
    private static final class Labels {

        private @Nullable Name[] names = new Name[2];
        private @Nullable RawSeries[] series = new RawSeries[2];
        private int size;

        @Nullable
        RawSeries of(Name name) {
            return series[slot(name)];
        }

        /** Any series with these labels; null where there is none. */
        @Nullable
        RawSeries any() {
            for (RawSeries one : series) {
                if (one != null) {
                    return one;
                }
            }
            return null;
        }

        void put(Name name, RawSeries added) {
            if (2 * (size + 1) > names.length) {
                grow();
            }
            int slot = slot(name);
            names[slot] = name;
            series[slot] = added;
            size++;
        }

        private void grow() {
            @Nullable Name[] oldNames = names;
            @Nullable RawSeries[] oldSeries = series;
            names = new Name[2 * oldNames.length];
            series = new RawSeries[2 * oldNames.length];
            for (int i = 0; i < oldNames.length; i++) {
                Name name = oldNames[i];
                if (name != null) {
                    int slot = slot(name);
                    names[slot] = name;
                    series[slot] = oldSeries[i];
                }
            }
        }

        private int slot(Name name) {
            int mask = names.length - 1;
            int slot = (name.hash >>> 8) & mask;
            while (names[slot] != null && names[slot] != name) {
                slot = (slot + 1) & mask;
            }
            return slot;
        }
    }

    KnownSeries(long mostBytes) {
        this.mostBytes = mostBytes;
        this.names = new ByteKeys<>(mostBytes);
        this.labels = new ByteKeys<>(mostBytes);
    }

    /** The series of a name and of what follows it; null where it is not known. */
    @Nullable
    RawSeries get(byte[] text, int from, int nameEnd, int to) {
        Name name = names.get(text, from, nameEnd);
        if (name == null) {
            return null;
        }
        Labels known = labels.get(text, nameEnd, to);
        return known == null ? null : known.of(name);
    }

    /** Keeps a series that is not known. Returns the one to be used, which shares with others what is the same. */
    RawSeries put(byte[] text, int from, int nameEnd, int to, RawSeries read) {
        bytes += SERIES_BYTES + to - from;
        if (bytes > mostBytes) {
            names.clear();
            labels.clear();
            bytes = SERIES_BYTES + to - from;
        }
        Name name = names.get(text, from, nameEnd);
        if (name == null) {
            name = new Name(read.metric(), ++named);
            names.put(text, from, nameEnd, name);
        }
        Labels of = labels.get(text, nameEnd, to);
        if (of == null) {
            of = new Labels();
            labels.put(text, nameEnd, to, of);
        }
        RawSeries shared = read.sharing(nameEnd > from ? name.metric : read.metric(), of.any());
        of.put(name, shared);
        return shared;
    }

    /** Forgets the series of a metric, and those that have the name of their metric in braces. */
    void forget(String metric) {
        byte[] name = metric.getBytes(StandardCharsets.UTF_8);
        forget(name, name.length);
        forget(name, 0);
    }

    /** No series is known by a name that is new. */
    private void forget(byte[] name, int length) {
        Name known = names.get(name, 0, length);
        if (known != null) {
            names.put(name, 0, length, new Name(known.metric, ++named));
        }
    }
}
