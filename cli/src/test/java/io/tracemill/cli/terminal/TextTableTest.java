package io.tracemill.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void allWideColumnsOfNamesGiveWayUntilTheTableFits() {
        TextTable table = new TextTable("<name", "time", "<place");
        table.row("n".repeat(40), "1 ms", "p".repeat(60));

        assertThat(table.lines(60))
                .containsExactly(
                        "name                        time  place",
                        "nnnnnnnnnnnnnnnn...nnnnnnn  1 ms  pppppppppppppppp...ppppppp");
    }

    @Test
    void aNameIsNeverCutBeyondRecognition() {
        TextTable table = new TextTable("<name", "<place");
        table.row("n".repeat(40), "p".repeat(60));

        assertThat(table.lines(10)).last().isEqualTo("nnnnnnnnn...nnnn  ppppppppp...pppp");
    }
}
