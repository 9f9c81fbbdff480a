package io.tracemill.schemas.flat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of attributes is held against the schema, which is what subscribers see. */
class AttributeTest {

    @Test
    void theTableNamesTheFieldsOfTraceEventAvscInTheirOrder() {
        assertThat(Attribute.ALL.stream().map(AttributeTest::path))
                .as("fields by enum Attribute, beside those of TraceEvent.avsc")
                .containsExactlyElementsOf(paths(TraceEvent.getClassSchema(), ""));
    }

    /** Names of the fields of a record, each followed by those of its own record if it has one. */
    private static List<String> paths(Schema record, String before) {
        List<String> paths = new ArrayList<>();
        for (Schema.Field field : record.getFields()) {
            Schema value =
                    field.schema().isNullable() ? field.schema().getTypes().get(1) : field.schema();
            paths.add(before + field.name());
            if (value.getType() == Schema.Type.RECORD) {
                paths.addAll(paths(value, before + field.name() + "."));
            }
        }
        return paths;
    }

    private static String path(Attribute attribute) {
        Attribute group = attribute.group();
        return (group == null ? "" : group.fieldName() + ".") + attribute.fieldName();
    }

    @ParameterizedTest
    @EnumSource(Attribute.class)
    void theTableSaysOfEachFieldWhatTheSchemaSays(Attribute attribute) {
        assertThat(attribute.valueSchema().getType())
                .as("type of %s in TraceEvent.avsc, which enum Attribute makes a %s", attribute, attribute.type())
                .isEqualTo(avroType(attribute.type()));
        assertThat(attribute.isOptional())
                .as("whether %s may be null in TraceEvent.avsc, of type %s", attribute, attribute.type())
                .isIn(mayBeNull(attribute.type()));
    }

    @Test
    void eachHasABitOfALong() {
        assertThat(Attribute.ALL).hasSizeLessThan(Long.SIZE);
    }

    private static List<Boolean> mayBeNull(AttributeType type) {
        return switch (type) {
            case KIND, FLAG -> List.of(false);
            case BOOLEAN, GROUP, COUNTERS, JSON -> List.of(true);
            case TEXT, INT, LONG, DOUBLE, SYMBOL -> List.of(false, true);
        };
    }

    private static Schema.Type avroType(AttributeType type) {
        return switch (type) {
            case KIND, SYMBOL -> Schema.Type.ENUM;
            case TEXT, INT -> Schema.Type.INT;
            case LONG -> Schema.Type.LONG;
            case DOUBLE -> Schema.Type.DOUBLE;
            case BOOLEAN, FLAG -> Schema.Type.BOOLEAN;
            case GROUP -> Schema.Type.RECORD;
            case COUNTERS -> Schema.Type.MAP;
            case JSON -> Schema.Type.STRING;
        };
    }
}
