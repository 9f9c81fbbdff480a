package io.tracemill.telemetry.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.telemetry.sample.RawSeries;
import io.tracemill.telemetry.sample.Recorded;
import io.tracemill.telemetry.sample.Recorded.Sample;
import io.tracemill.telemetry.sample.SampleKind;
import io.tracemill.telemetry.sample.SampleSink;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class TextPropertiesTest {

    @Property(tries = 300)
    void whatIsWrittenIsReadBack(
            @ForAll("sampleLists") List<Sample> samples,
            @ForAll TextFormat format,
            @ForAll @IntRange(min = 1, max = 300) int mostPerRead) {
        List<Sample> written = inUnitsOf(format, samples);
        String text = written.stream().map(s -> Text.line(format, s) + '\n').collect(Collectors.joining());

        Recorded read = Text.read(format, text, mostPerRead);

        assertThat(read.refused).isEmpty();
        assertThat(read.samples).isEqualTo(written);
    }

    @Property(tries = 300)
    void aBadLineLosesOnlyItself(
            @ForAll("sampleLists") List<Sample> samples,
            @ForAll("garbage") String garbage,
            @ForAll @IntRange(min = 0, max = 20) int at) {
        List<Sample> written = inUnitsOf(TextFormat.PROMETHEUS, samples);
        List<String> lines = written.stream()
                .map(s -> Text.line(TextFormat.PROMETHEUS, s))
                .collect(Collectors.toCollection(ArrayList::new));
        lines.add(Math.min(at, lines.size()), garbage);

        Recorded read = Text.read(TextFormat.PROMETHEUS, String.join("\n", lines));

        assertThat(read.samples).isEqualTo(written);
        assertThat(read.refused).hasSize(1);
    }

    @Property(tries = 1000)
    void aNumberIsThatOfJava(@ForAll double value) {
        Decimal decimal = new Decimal();
        byte[] text = Double.toString(value).getBytes(java.nio.charset.StandardCharsets.US_ASCII);

        assertThat(decimal.read(text, 0, text.length)).isTrue();
        assertThat(decimal.value()).isEqualTo(value);
    }

    /** A line that is none: it begins as a sample does, but has no value. */
    @Provide
    Arbitrary<String> garbage() {
        return Arbitraries.strings().ofMaxLength(30).map(text -> "up{" + text.replaceAll("[\\n}]", " "));
    }

    @Provide
    Arbitrary<List<Sample>> sampleLists() {
        return Combinators.combine(
                        series(),
                        Arbitraries.longs().between(-1L << 60, 1L << 60).injectNull(0.5),
                        Arbitraries.doubles())
                .as((series, time, value) -> new Sample(series, time == null ? SampleSink.NO_TIME : time, value))
                .list()
                .ofMaxSize(20);
    }

    private static Arbitrary<RawSeries> series() {
        Arbitrary<String> plain = Arbitraries.of("up", "a:b", "_x9", "DCGM_FI_DEV_GPU_TEMP");
        Arbitrary<String> label = Arbitraries.of("a", "gpu", "_", "A1");
        Arbitrary<String> text = Arbitraries.strings()
                .withChars("ab \\\"\n{}=,#\u00e9\u4e2d\t")
                .ofMinLength(1)
                .ofMaxLength(12);
        return Combinators.combine(
                        Arbitraries.oneOf(plain, text),
                        Arbitraries.maps(Arbitraries.oneOf(label, text), text).ofMaxSize(5))
                .as((metric, labels) -> RawSeries.of(metric, labels, SampleKind.UNKNOWN));
    }

    private static List<Sample> inUnitsOf(TextFormat format, List<Sample> samples) {
        if (format == TextFormat.OPEN_METRICS) {
            return samples;
        }
        return samples.stream()
                .map(s -> s.timeNanos() == SampleSink.NO_TIME
                        ? s
                        : new Sample(s.series(), s.timeNanos() / 1_000_000 * 1_000_000, s.value()))
                .toList();
    }
}
