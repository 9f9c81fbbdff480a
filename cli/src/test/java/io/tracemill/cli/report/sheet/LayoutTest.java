package io.tracemill.cli.report.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.schemas.TraceInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayoutTest {

    @Test
    void aKeyMustSayItsUnit() {
        assertThatThrownBy(() -> layout("total", Unit.TIME).build())
                .hasMessage("a key must be lower_case words, with its unit TIME at the end, but was \"total\"");
        assertThat(layout("total_ns", Unit.TIME).build().schema().columns())
                .extracting(Column::key)
                .containsExactly("total_ns");
    }

    @Test
    void aFieldThatDoesNotExistIsNamed() {
        assertThatThrownBy(() -> layout("total_ns", Unit.TIME).main("totl_ns", "total"))
                .hasMessage("there is no field totl_ns among [total_ns]");
    }

    @Test
    void aColumnIsChosenOnce() {
        assertThatThrownBy(
                        () -> layout("total_ns", Unit.TIME).detail("total_ns").build())
                .hasMessage("sheet s has two columns total_ns");
    }

    @Test
    void fieldsOfARecordHaveTheUnitsThatTheirNamesSay() {
        Fields<TraceInfo> fields = AvroFields.of(TraceInfo.getClassSchema(), row -> row);

        assertThat(List.of("run", "events", "rank", "device_events_ns", "header.first_ns", "compute_bound_pct"))
                .extracting(key -> fields.field(key).unit())
                .containsExactly(Unit.TEXT, Unit.COUNT, Unit.NUMBER, Unit.TIME, Unit.INSTANT, Unit.PERCENT);
        assertThat(fields.field("totals.bytes_read").unit()).isEqualTo(Unit.BYTES);
        assertThat(fields.field("totals.truncated").unit()).isEqualTo(Unit.FLAG);
        assertThat(fields.field("totals.rejected").shape()).isEqualTo(Shape.MAP);
        assertThat(fields.field("devices").shape()).isEqualTo(Shape.LIST);
    }

    private static Layout.Builder<Long> layout(String key, Unit unit) {
        return Layout.rows("s", "S", Fields.<Long>none().with(key, unit, "A value.", row -> row))
                .main(key, "total");
    }
}
