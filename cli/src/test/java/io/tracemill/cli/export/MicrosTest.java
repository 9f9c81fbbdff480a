package io.tracemill.cli.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times keep every nanosecond. */
class MicrosTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0.000",
        "1, 0.001",
        "999, 0.999",
        "1000, 1.000",
        "-1, -0.001",
        "1767600000000000001, 1767600000000000.001",
        "9223372036854775807, 9223372036854775.807",
        "-9223372036854775808, -9223372036854775.808"
    })
    void nanosecondsAreMicrosecondsWithThreeDecimals(long nanos, String expected) {
        Micros micros = new Micros();
        micros.set(nanos);
        assertThat(new String(micros.digits(), micros.start(), micros.length())).isEqualTo(expected);
    }
}
