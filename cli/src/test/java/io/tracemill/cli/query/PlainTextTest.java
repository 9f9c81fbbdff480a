package io.tracemill.cli.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void numbersHaveNoExponentUnlessTheyAreHugeOrTiny() throws SQLException {
        assertThat(text("12345678.5::double")).isEqualTo("12345678.5");
        assertThat(text("-0.0004::double")).isEqualTo("-0.0004");
        assertThat(text("1e12::double")).doesNotContainIgnoringCase("e");
        assertThat(text("1e300::double")).containsIgnoringCase("e");
        assertThat(text("1e-9::double")).containsIgnoringCase("e");
    }

    @Test
    void otherValuesStayAsTheyAre() throws SQLException {
        assertThat(text("'nan'::double")).isEqualToIgnoringCase("nan");
        assertThat(text("'infinity'::double")).isEqualToIgnoringCase("infinity");
        assertThat(text("null::double")).isNull();
        assertThat(text("9223372036854775807")).isEqualTo("9223372036854775807");
        assertThat(text("'1.5E7'")).isEqualTo("1.5E7");
    }

    private static @Nullable String text(String expression) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select " + expression)) {
            rows.next();
            return PlainText.of(rows, 1);
        }
    }
}
