package io.tracemill.schemas.flat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.TraceEvent;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of attributes is held against the schema, which is what subscribers see. */
class AttributeTest {

    @Test
    void theTableNamesTheFieldsOfTraceEventAvscInTheirOrder() {
        List<String> fields = TraceEvent.getClassSchema().getFields().stream()
                .map(Schema.Field::name)
                .toList();

        assertThat(Attribute.ALL.stream().map(Attribute::fieldName))
                .as("fields by enum Attribute, beside those of TraceEvent.avsc")
                .containsExactlyElementsOf(fields);
    }

    @ParameterizedTest
    @EnumSource(Attribute.class)
    void theTableSaysOfEachFieldWhatTheSchemaSays(Attribute attribute) {
        Schema schema =
                TraceEvent.getClassSchema().getField(attribute.fieldName()).schema();

        assertThat(attribute.isOptional())
                .as("whether enum Attribute makes %s optional, as null in TraceEvent.avsc does", attribute)
                .isEqualTo(schema.isNullable());
        Schema value = schema.isNullable() ? schema.getTypes().get(1) : schema;
        assertThat(value.getType())
                .as("type of %s in TraceEvent.avsc, which enum Attribute makes a %s", attribute, attribute.type())
                .isEqualTo(avroType(attribute.type()));
    }

    @Test
    void eachHasABitOfALong() {
        assertThat(Attribute.ALL).hasSizeLessThanOrEqualTo(Long.SIZE);
    }

    private static Schema.Type avroType(AttributeType type) {
        return switch (type) {
            case KIND -> Schema.Type.ENUM;
            case TEXT, INT -> Schema.Type.INT;
            case LONG -> Schema.Type.LONG;
            case DOUBLE -> Schema.Type.DOUBLE;
            case BOOLEAN, FLAG -> Schema.Type.BOOLEAN;
            case COUNTERS -> Schema.Type.MAP;
            case JSON -> Schema.Type.STRING;
        };
    }
}
