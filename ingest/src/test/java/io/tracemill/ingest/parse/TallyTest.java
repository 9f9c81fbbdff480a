package io.tracemill.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TallyTest {

    @Test
    void countsComeInTheOrderOfTheirNamesInEveryProcess() {
        Tally tally = new Tally();
        tally.add("metadata", 38);
        tally.add("flow", 2);
        tally.add("end", 1);
        tally.add("flow", 3);

        assertThat(tally.counts()).hasToString("{end=1, flow=5, metadata=38}");
        assertThat(tally.sum()).isEqualTo(44);
    }
}
