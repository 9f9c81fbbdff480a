package io.tracemill.ingest.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.ingest.dialect.Dialect;
import io.tracemill.ingest.dialect.Dialects;
import io.tracemill.ingest.reject.Reject;
import io.tracemill.ingest.source.TraceSource;
import io.tracemill.ingest.split.Slice;
import io.tracemill.ingest.split.SplitSink;
import io.tracemill.ingest.split.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events from the plain reader, which equal those of the lenient reader or are left to it. */
class ReadersTest {

    private static final Dialect KINETO = Dialects.of(Set.of("schemaVersion"), Set.of());
    private static final Dialect CHROME = Dialects.of(Set.of(), Set.of());

    private static final String[] MEMBERS = {"ph", "ts", "dur", "name", "cat", "pid", "tid", "args", "id", "\u00e9"};

    private static final String[] ARGUMENTS = """
            correlation, External id, device, stream, grid, block, registers per thread, shared memory, bytes, \
            est. achieved occupancy %, Input Dims, Input type, input_types, counters, smsp__inst.sum, a, \u20ac, q\\"r, \
            """.split(", ?", -1);

    private static final String[] SCALARS = """
            "X" ; "" ; "\\\\" ; "\\"" ; "cpu_op" ; "npu:0" ; "12" ; " 12\\t" ; "1x" ; "\\u00e9\\ud83d\\ude00" ; "\\u12" ; \
            "\\u0001\\b\\f\\/" ; "\\x" ; "a\\n\\r\\tb" ; "\t" ; "\1" ; "\ud55c\u00e9\ud83d\ude00\u2028\177" ; "C:\\\\d \\"q\\"" ; \
            0 ; -0 ; -0.0 ; 7 ; -7 ; 40 ; 12.5 ; 007 ; 00 ; 5. ; .5 ; -.5 ; - ; 1e3 ; 1E-2 ; 1e ; 1.e1 ; 1.2.3 ; 0x10 ; \
            9223372036854775807 ; 9223372036854775808 ; -9223372036854775808 ; 123456789012345678901234567890 ; \
            1712345678901234.567 ; 4611686018427388 ; 0.0005 ; 99.99999999999999999 ; 1e300 ; 1e999 ; 1 2 ; +1 ; \
            NaN ; -Infinity ; Infinity ; -INF ; nan ; true ; false ; null ; nul ; truex ; falsefalse ; "{[" ; \
            [1,2,3] ; [1, 2, 3, 4] ; [1] ; [-1] ; [] ; {}""".split(" ; ");

    @Property(tries = 2000)
    void whatIsReadPlainlyIsReadTheSameLeniently(@ForAll("events") List<String> events, @ForAll Random random)
            throws Exception {
        byte[] json = ("[" + String.join(",", events) + "]").getBytes(UTF_8);
        for (int i = random.nextInt(4); i > 0; i--) {
            json[1 + random.nextInt(json.length - 1)] =
                    (byte) "\"{}[],:\\ut0\u0001 \u00ff\u00c3\u00a9-".charAt(random.nextInt(17));
        }
        compare(new Readers(KINETO), json);
        compare(new Readers(CHROME), json);
    }

    private static void compare(Readers readers, byte[] json) throws Exception {
        for (Slice slice : slices(json)) {
            for (int event = 0; event < slice.count(); event++) {
                String plain = readers.plainly(slice, event);
                if (!plain.equals(Readers.LEFT)) {
                    assertThat(plain).as(text(slice, event)).isEqualTo(readers.leniently(slice, event));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"ph\":\"X\",}",
                "{\"ph\":\"X\",\"a\":01}",
                "{\"ph\":\"X\",\"a\":.5}",
                "{\"ph\":\"X\",\"a\":NaN}",
                "{\"ph\":\"X\",\"a\":[1,]}",
                "{\"ph\":\"X\",\"a\":\"\\u00e9\\/\"}",
                "{\"ph\":\"X\",\"a\":\"\t\"}",
                "{\"ph\":\"X\",\"n\\u0061me\":\"a\"}",
                "{\"ph\":\"s\",\"ph\":\"X\"}"
            })
    void whatIsUnusualIsLeft(String event) throws Exception {
        Slice slice = slices(("[" + event + ",{}]").getBytes(UTF_8)).get(0);

        assertThat(new Readers(KINETO).plainly(slice, 0)).isEqualTo(Readers.LEFT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ph\":\"X\",\"name\":\"\ud55c\u00e9\ud83d\ude00\",\"args\":{\"\":\"\u20ac\",\"k\":{}}}",
                "{\"ph\":\"X\",\"args\":{\"path\":\"C:\\\\dir\\\\x.py(3): \\\"f\\\"\\r\\n\\t\",\"Input Dims\":[ [ ] , [ 1 , -2 ] ]}}",
                "{ \"ph\" :\t\"X\" ,\r\n\"args\" : { } , \"ts\" : \"1.5\" , \"dur\" : -1.25E+3 , \"tid\" : null }",
                "{\"args\":{\"a\":[{\"b\":[true,false,null]},\"]\"],\"c\":0},\"ph\":\"X\"}",
            })
    void whatIsCommonIsReadPlainly(String event) throws Exception {
        Slice slice = slices(("[" + event + "]").getBytes(UTF_8)).get(0);
        Readers readers = new Readers(KINETO);

        assertThat(readers.plainly(slice, 0))
                .isNotEqualTo(Readers.LEFT)
                .isEqualTo(readers.leniently(slice, 0))
                .isEqualTo(readers.plainly(slice, 0));
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(System.getenv("TRACEMILL_CORPUS")))) {
            return files.filter(file -> file.toString().matches(".*(\\.json\\.gz|chrome/.*|trace_view\\.json)"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    @EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
    void everyEventOfARealTraceIsReadPlainlyAndTheSame(Path file) throws Exception {
        Readers readers = new Readers(file.toString().contains("kineto") ? KINETO : CHROME);
        for (Slice slice : slices(file)) {
            for (int event = 0; event < slice.count(); event++) {
                assertThat(readers.plainly(slice, event)).isEqualTo(readers.leniently(slice, event));
            }
        }
    }

    private static List<Slice> slices(byte[] json) throws Exception {
        Path file = Files.createTempFile("events", ".json");
        try {
            return slices(Files.write(file, json));
        } finally {
            Files.delete(file);
        }
    }

    private static List<Slice> slices(Path file) throws Exception {
        List<Slice> slices = new ArrayList<>();
        try (TraceSource source = TraceSource.open(file)) {
            new Splitter(source, new SliceList(slices)).split();
        }
        return slices;
    }

    private static String text(Slice slice, int event) {
        return new String(slice.bytes(), slice.start(event), slice.end(event) - slice.start(event), ISO_8859_1);
    }

    /** Sink that keeps the slices only. */
    private record SliceList(List<Slice> slices) implements SplitSink {

        @Override
        public void slice(Slice slice) {
            slices.add(slice);
        }

        @Override
        public boolean wants(String key) {
            return false;
        }

        @Override
        public boolean metadata(String key, byte[] json) {
            return true;
        }

        @Override
        public void reject(Reject reject) {}

        @Override
        public byte[] buffer() {
            return new byte[1 << 16];
        }
    }

    @Provide
    Arbitrary<List<String>> events() {
        Arbitrary<String> space = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just("")), Tuple.of(1, Arbitraries.of(" ", "\n  ", "\t", "\r")));
        Arbitrary<String> arguments = object(members(ARGUMENTS, values(), space));
        Arbitrary<String> event = members(MEMBERS, Arbitraries.oneOf(values(), arguments), space);
        return Combinators.combine(Arbitraries.of("X", "X", "B", "s", "M", "C"), arguments, event)
                .as((phase, args, more) -> "{\"ph\":\"" + phase + "\",\"args\":" + args + more + "}")
                .list()
                .ofMaxSize(6);
    }

    private static Arbitrary<String> object(Arbitrary<String> members) {
        return members.map(text -> text.isEmpty() ? "{}" : '{' + text.substring(1) + '}');
    }

    private static Arbitrary<String> members(String[] names, Arbitrary<String> values, Arbitrary<String> space) {
        return Combinators.combine(Arbitraries.of(names), values, space, space, space)
                .as((name, value, a, b, c) -> "," + a + '"' + name + '"' + b + ":" + c + value + a)
                .list()
                .ofMaxSize(6)
                .map(members -> String.join("", members));
    }

    private static Arbitrary<String> values() {
        Arbitrary<String> scalar = Arbitraries.oneOf(
                Arbitraries.of(SCALARS),
                Arbitraries.of(SCALARS),
                Arbitraries.bigDecimals().map(String::valueOf),
                Arbitraries.longs().map(String::valueOf),
                Arbitraries.strings().ofMaxLength(9).map(text -> '"' + text.replaceAll("[\"\\\\]", "") + '"'));
        Arbitrary<String> space = Arbitraries.of("", "", " ");
        Arbitrary<String> array = Combinators.combine(scalar.list().ofMaxSize(4), space)
                .as((elements, between) -> '[' + String.join(between + ',' + between, elements) + ']');
        return Arbitraries.oneOf(
                scalar, scalar, array, object(members(ARGUMENTS, Arbitraries.oneOf(scalar, array), space)));
    }
}
