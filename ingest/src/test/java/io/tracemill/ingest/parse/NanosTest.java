package io.tracemill.ingest.parse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NanosTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1712345678901234.567, 1712345678901234567",
        "1736412474714258.990, 1736412474714258990",
        "1661203462598738, 1661203462598738000",
        "1365627863588.761, 1365627863588761",
        "0.0005, 0",
        "0.0015, 2",
        "-0.0015, -2",
        "12.34567, 12346",
        "56635864652.490005, 56635864652490",
        "1.5e3, 1500000",
        "1E-3, 1",
        "-7, -7000",
        "1e-999999999, 0"
    })
    void digitsBecomeWholeNanoseconds(String micros, long nanos) {
        assertThat(parse(micros)).isEqualTo(nanos);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", ".", "1.2.3", "NaN", "Infinity", "x", "1e300", "99999999999999999999", "0x10", "1 2"})
    void whatIsNoTimeIsRejected(String text) {
        assertThat(new Nanos().parse(text.getBytes(UTF_8), 0, text.length())).isFalse();
    }

    @Property
    void anyDecimalIsRoundedHalfEven(@ForAll("decimals") BigDecimal micros) {
        BigDecimal nanos = micros.movePointRight(3).setScale(0, RoundingMode.HALF_EVEN);

        assertThat(parse(micros.toPlainString())).isEqualTo(nanos.longValueExact());
        assertThat(parse(micros.toString())).isEqualTo(nanos.longValueExact());
    }

    @Provide
    Arbitrary<BigDecimal> decimals() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("-4000000000000000"), new BigDecimal("4000000000000000"))
                .ofScale(6);
    }

    private static long parse(String text) {
        Nanos nanos = new Nanos();
        byte[] padded = (" " + text + "  ").getBytes(UTF_8);
        assertThat(nanos.parse(padded, 1, text.length() + 1)).as(text).isTrue();
        return nanos.value();
    }
}
