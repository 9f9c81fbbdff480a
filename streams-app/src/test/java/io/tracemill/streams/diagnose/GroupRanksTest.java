package io.tracemill.streams.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Ranks are told by the identity of a group, where it is one of ranks. */
class GroupRanksTest {

    @Test
    void rangesAndListsHaveRanksAndNamesHaveNone() {
        assertThat(GroupRanks.of("4-7")).containsExactly(4, 5, 6, 7);
        assertThat(GroupRanks.of("1-9/4")).containsExactly(1, 5, 9);
        assertThat(GroupRanks.of("3, 0,8")).containsExactly(0, 3, 8);
        assertThat(GroupRanks.of("12")).containsExactly(12);
        assertThat(GroupRanks.of("default_pg")).isEmpty();
        assertThat(GroupRanks.of("9-1")).isEmpty();
        assertThat(GroupRanks.of("0-4/0")).containsExactly(0, 1, 2, 3, 4);
    }
}
