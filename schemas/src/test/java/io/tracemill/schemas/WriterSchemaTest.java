package io.tracemill.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WriterSchemaTest {

    private final Schema today = Topic.FLEET_TELEMETRY.schema();

    @ParameterizedTest
    @EnumSource(Topic.class)
    void theSchemaOfATopicIsThatOfItsRecordsWithoutWhatOnlyJavaNeeds(Topic topic) {
        assertThat(topic.schema().toString()).doesNotContain("avro.java");
        assertThat(SchemaNormalization.parsingFingerprint64(topic.schema()))
                .isEqualTo(SchemaNormalization.parsingFingerprint64(
                        SpecificData.get().getSchema(topic.type())));
    }

    @Test
    void dataOfAKnownSchemaGetsItsHeaderBack() {
        byte[] record = AvroSerde.of(TelemetryBatch.class).encode(batch());

        assertThat(WriterSchema.of(today).record(data(record))).isEqualTo(record);
    }

    @Test
    void dataOfASchemaThatCameAfterThisProgramIsReadAsFarAsItCanBe() throws IOException {
        Schema newer = new Schema.Parser()
                .parse(today.toString()
                        .replaceFirst("\"fields\":\\[", "\"fields\":[{\"name\":\"rack\",\"type\":\"string\"},"));
        GenericRecord value = new GenericData.Record(newer);
        value.put("rack", "r7");
        today.getFields().forEach(field -> value.put(field.name(), batch().get(field.pos())));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(newer).write(value, encoder);
        encoder.flush();

        byte[] record = WriterSchema.of(newer).record(ByteBuffer.wrap(out.toByteArray()));

        assertThat(AvroSerde.of(TelemetryBatch.class).decode(record)).isEqualTo(batch());
    }

    @Test
    void dataOfASchemaThatCannotBeReadIsRejected() {
        Schema other = new Schema.Parser()
                .parse(
                        "{\"type\":\"record\",\"name\":\"TelemetryBatch\",\"namespace\":\"io.tracemill.schemas\",\"fields\":[]}");

        assertThatThrownBy(() -> WriterSchema.of(other).record(ByteBuffer.wrap(new byte[] {1})))
                .isInstanceOf(SerializationException.class)
                .hasMessageStartingWith("not a TelemetryBatch: Found io.tracemill.schemas.TelemetryBatch, expecting");
    }

    @Test
    void aSchemaOfNoTopicIsRejected() {
        assertThatThrownBy(() -> WriterSchema.of(Schema.create(Schema.Type.STRING)))
                .isInstanceOf(SerializationException.class)
                .hasMessage("no topic holds records of the schema string");
    }

    @Test
    void aRecordWithAnIdIsRejectedWhereNoRegistryIsConfigured() {
        assertThatThrownBy(() -> AvroSerde.of(TelemetryBatch.class).decode(new byte[] {0, 0, 0, 0, 7, 1}))
                .isInstanceOf(SerializationException.class)
                .hasMessage("not a TelemetryBatch: it begins with the id of a schema in a registry,"
                        + " and none is configured");
    }

    private static ByteBuffer data(byte[] record) {
        return ByteBuffer.wrap(Arrays.copyOfRange(record, AvroSerde.HEADER_BYTES, record.length));
    }

    private static TelemetryBatch batch() {
        return TelemetryBatch.newBuilder()
                .setNode("node7")
                .setSource("smi.csv")
                .setStrings(List.of("power"))
                .setSamples(List.of(new TelemetrySample(0, null, null, 7L, 1.5, ReadingKind.GAUGE, null, null)))
                .build();
    }
}
