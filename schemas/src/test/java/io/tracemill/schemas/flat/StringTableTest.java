package io.tracemill.schemas.flat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StringTableTest {

    @Test
    void aTableOfStringsHoldsThemAsTextAndAsUtf8() {
        List<String> texts = List.of("aten::mm", "", "\u00e9\u4e2d\ud83d\ude00");

        StringTable table = StringTable.of(texts);

        assertThat(table.size()).isEqualTo(3);
        for (int i = 0; i < table.size(); i++) {
            assertThat(table.text(i)).isEqualTo(texts.get(i));
            assertThat(new String(table.bytes(), table.start(i), table.length(i), UTF_8))
                    .isEqualTo(texts.get(i));
        }
    }
}
