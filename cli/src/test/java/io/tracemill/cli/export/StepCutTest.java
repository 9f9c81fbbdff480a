package io.tracemill.cli.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Steps that there are, in few words. */
class StepCutTest {

    @Test
    void stepsThatFollowEachOtherAreARange() {
        assertThat(StepCut.ranges(new TreeSet<>(List.of(7)))).isEqualTo("7");
        assertThat(StepCut.ranges(new TreeSet<>(List.of(-1, 0, 1, 4, 6, 7)))).isEqualTo("-1 to 1, 4, 6 to 7");
    }
}
