package io.tracemill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.Topic;
import java.util.HexFormat;
import org.apache.avro.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaCommandTest {

    @ParameterizedTest
    @EnumSource(Topic.class)
    void theSchemaOfATopicIsWholeAndWhatItsRecordsBeginWithIsSaid(Topic topic) {
        CommandLineRun run = CommandLineRun.of("schema", topic.suffix());

        assertThat(new Schema.Parser().parse(run.out())).isEqualTo(topic.schema());
        assertThat(run.err())
                .isEqualTo("tracemill schema: records of " + topic.suffix() + " begin with "
                        + HexFormat.ofDelimiter(" ").formatHex(AvroSerde.header(topic.schema())) + "\n");
        assertThat(run.code()).isZero();
    }
}
