package io.tracemill.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentIdsTest {

    /** Room for three ids of four characters. */
    private final RecentIds ids = new RecentIds(3 * 120);

    @Test
    void theOldestIsForgottenWhereThereIsNoRoom() {
        for (String id : new String[] {"aaaa", "bbbb", "aaaa", "cccc", "dddd"}) {
            ids.add(id);
        }

        assertThat(ids.contains("aaaa")).isFalse();
        assertThat(ids.contains("bbbb")).isTrue();
        assertThat(ids.contains("dddd")).isTrue();
    }

    @Test
    void whatIsRemovedMakesRoom() {
        for (String id : new String[] {"aaaa", "bbbb", "cccc"}) {
            ids.add(id);
        }
        ids.remove("bbbb");
        ids.remove("none");
        ids.add("dddd");

        assertThat(ids.contains("aaaa")).isTrue();
        assertThat(ids.contains("bbbb")).isFalse();
    }

    @Test
    void anIdBeyondAllRoomIsNotKept() {
        ids.add("a".repeat(1_000));

        assertThat(ids.contains("a".repeat(1_000))).isFalse();
        ids.add("aaaa");
        assertThat(ids.contains("aaaa")).isTrue();
    }
}
