package io.tracemill.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiveTableTest {

    private static String changes(LiveTable table) {
        return LiveJson.text(table::writeChanges);
    }

    @Test
    void changesAreToldOnceAndARowThatIsWrittenAgainIsNone() {
        LiveTable table = new LiveTable(10, 10_000);
        table.put("a", "{\"v\":1}");
        table.put("b", "{\"v\":2}");
        assertThat(changes(table)).isEqualTo("{\"a\":{\"v\":1},\"b\":{\"v\":2}}");
        table.put("a", "{\"v\":1}");
        assertThat(table.hasChanged()).isFalse();
        table.put("b", "{\"v\":3}");
        table.remove("a");
        assertThat(changes(table)).isEqualTo("{\"b\":{\"v\":3},\"a\":null}");
        assertThat(LiveJson.text(table::writeAll)).isEqualTo("{\"b\":{\"v\":3}}");
    }

    @Test
    void theRowThatWasWrittenLongestAgoMakesRoomAndIsCounted() {
        LiveTable table = new LiveTable(2, 10_000);
        table.put("a", "1");
        table.put("b", "2");
        table.put("a", "3");
        table.put("c", "4");
        assertThat(changes(table)).isEqualTo("{\"a\":3,\"b\":null,\"c\":4}");
        assertThat(table.size()).isEqualTo(2);
        assertThat(table.dropped()).isEqualTo(1);
    }

    @Test
    void bytesAreBoundedToo() {
        LiveTable table = new LiveTable(1_000, 2_000);
        for (int i = 0; i < 100; i++) {
            table.put("k" + i, "\"" + "x".repeat(300) + "\"");
        }
        assertThat(table.size()).isEqualTo(3);
        assertThat(table.dropped()).isEqualTo(97);
    }
}
