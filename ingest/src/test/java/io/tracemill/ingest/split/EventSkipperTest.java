package io.tracemill.ingest.split;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.ingest.split.ValueScanner.Result;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ends of events that the skipper finds, compared with those of the scanner. */
class EventSkipperTest {

    private static final String EVENT =
            "{\"ph\":\"X\", \"name\" : \"a\\\"}\\\\\", \"ts\":-1.5e+3,\"args\":{\"k\":[[1, [] ],{},\"]\"],\"n\":null}}";

    @Property(tries = 5000)
    void whatIsSkippedTheScannerSkipsAsWell(@ForAll("jsonLike") String text) {
        check(('{' + text).getBytes(UTF_8), text.length() + 1);
    }

    @Property(tries = 5000)
    void damageAndACutAreLeftToTheScannerOrMakeNoDifference(@ForAll Random random) {
        byte[] bytes = (EVENT + "," + EVENT).getBytes(UTF_8);
        for (int i = random.nextInt(4); i > 0; i--) {
            bytes[1 + random.nextInt(bytes.length - 1)] = (byte) "\"{}[],:\\p \u00ff".charAt(random.nextInt(11));
        }
        check(bytes, random.nextInt(bytes.length) + 1);
    }

    @Provide
    Arbitrary<String> jsonLike() {
        return Arbitraries.of(
                        "{", "}", "[", "]", ",", ":", "\"", "\\", " ", "\n", "1", "x", "\"ph\":", "\"a\":", "{}", "}}")
                .list()
                .ofMaxSize(30)
                .map(tokens -> String.join("", tokens));
    }

    private static void check(byte[] bytes, int limit) {
        int skipped = skip(bytes, limit);
        ValueScanner scanner = new ValueScanner();
        scanner.begin();
        Result result = scanner.scan(bytes, 0, limit);
        if (skipped >= 0) {
            assertThat(result).isEqualTo(Result.DONE);
            assertThat(scanner.next()).isEqualTo(skipped);
            assertThat(scanner.sawPhase()).isTrue();
        }
    }

    private static int skip(byte[] bytes, int limit) {
        byte[] source = Arrays.copyOf(Arrays.copyOf(bytes, limit), limit + EventSkipper.SPARE_BYTES);
        return new EventSkipper().end(source, 0, limit);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                EVENT,
                "{\"ph\":\"X\"}",
                "{\"a\":[{\"b\":[]}],\"ph\":0}",
                "{ \"a\" : [ 1 , { \"b\" : -1e5 } ] , \"ph\" : \"\u00e9\" }",
                "{\"a\":\"0123456\\\\\",\"ph\":true,\"b\":NaN}"
            })
    void anEventInOrderIsSkippedUnlessItIsCut(String event) {
        byte[] bytes = event.getBytes(UTF_8);

        assertThat(skip(bytes, bytes.length)).isEqualTo(bytes.length);
        for (int limit = 1; limit < bytes.length; limit++) {
            assertThat(skip(bytes, limit)).isEqualTo(-1);
        }
    }
}
