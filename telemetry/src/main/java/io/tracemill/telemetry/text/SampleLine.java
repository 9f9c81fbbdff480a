package io.tracemill.telemetry.text;

import static io.tracemill.telemetry.text.MalformedTextException.malformed;

import io.tracemill.schemas.VisibleText;
import io.tracemill.telemetry.sample.RawSeries;
import io.tracemill.telemetry.sample.RefusalReason;
import io.tracemill.telemetry.sample.SampleSink;
import java.nio.charset.StandardCharsets;

/** Reads lines with a sample: a series, a value, and a time where there is one. */
final class SampleLine {

    private static final long MOST_SERIES_BYTES = 32 << 20;
    private static final int MILLIS = 6;
    private static final int SECONDS = 9;

    private final TextFormat format;
    private final MetricTypes types;
    private final KnownSeries series = new KnownSeries(MOST_SERIES_BYTES);
    private final Decimal number = new Decimal();

    SampleLine(TextFormat format, MetricTypes types) {
        this.format = format;
        this.types = types;
    }

    /** Forgets the kinds of the series of a family, after its type has changed. */
    void forget(String family) {
        MetricTypes.samplesOf(family).forEach(series::forget);
    }

    /** Reads a line, from its first byte that is no blank, and gives its sample. */
    void read(byte[] text, int from, int to, SampleSink sink) throws MalformedTextException {
        int nameEnd = SeriesText.nameEnd(text, from, to);
        int end = SeriesText.end(text, nameEnd, to);
        RawSeries of = series.get(text, from, nameEnd, end);
        if (of == null) {
            SeriesText read = SeriesText.read(text, from, end);
            RawSeries added = RawSeries.of(read.metric(), read.labels(), types.kind(read.metric()));
            of = series.put(text, from, nameEnd, end, added);
        }
        int at = SeriesText.blanks(text, end, to);
        if (at == end && text[end - 1] != '}') {
            throw malformed("a value must follow the name");
        }
        int valueEnd = token(text, at, to);
        if (!number.read(text, at, valueEnd)) {
            throw at == valueEnd
                    ? malformed("a value must follow the series")
                    : new MalformedTextException(
                            RefusalReason.NOT_A_NUMBER, "a value must be a number but was " + shown(text, at, to));
        }
        double value = number.value();
        sink.sample(of, time(text, SeriesText.blanks(text, valueEnd, to), to), value);
    }

    private long time(byte[] text, int from, int to) throws MalformedTextException {
        if (from == to) {
            return SampleSink.NO_TIME;
        }
        int end = isExemplar(text, from) ? from : token(text, from, to);
        long time = end == from ? SampleSink.NO_TIME : nanos(text, from, end);
        int rest = SeriesText.blanks(text, end, to);
        if (rest < to && !isExemplar(text, rest)) {
            throw malformed("nothing may follow a sample but there was " + shown(text, rest, to));
        }
        return time;
    }

    private boolean isExemplar(byte[] text, int at) {
        return format == TextFormat.OPEN_METRICS && text[at] == '#';
    }

    private long nanos(byte[] text, int from, int to) throws MalformedTextException {
        boolean seconds = format == TextFormat.OPEN_METRICS;
        if (!number.read(text, from, to) || !(seconds || number.isWhole())) {
            throw malformed("a time must be "
                    + (seconds ? "a number of seconds" : "a whole number of milliseconds")
                    + " but was "
                    + shown(text, from, to));
        }
        long nanos = number.times(seconds ? SECONDS : MILLIS);
        if (nanos == SampleSink.NO_TIME) {
            throw new MalformedTextException(
                    RefusalReason.TIME_OUT_OF_RANGE,
                    "a time must be between the years 1678 and 2262 but was " + shown(text, from, to));
        }
        return nanos;
    }

    private static int token(byte[] text, int from, int to) {
        int at = from;
        while (at < to && text[at] != ' ' && text[at] != '\t') {
            at++;
        }
        return at;
    }

    private static String shown(byte[] text, int from, int to) {
        String shown = new String(text, from, Math.min(to - from, 40), StandardCharsets.UTF_8);
        return '"' + VisibleText.of(shown) + '"';
    }
}
