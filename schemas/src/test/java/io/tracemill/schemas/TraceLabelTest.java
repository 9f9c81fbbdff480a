package io.tracemill.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceLabelTest {

    @Test
    void aLabelIsAKeyAndWhatFollowsTheFirstSign() {
        assertThat(TraceLabel.parse("flags=a=1,b=2")).isEqualTo(new TraceLabel("flags", "a=1,b=2"));
        assertThat(TraceLabel.parse("commit=1a2b").toString()).isEqualTo("commit=1a2b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Commit", "1st", "a b", "ключ"})
    void aKeyOfOtherCharactersIsRejected(String key) {
        assertThatThrownBy(() -> TraceLabel.parse(key + "=x"))
                .hasMessage("the key of a label must be a lower-case letter and up to 63 lower-case letters, digits"
                        + " and _ . - but was \"" + key + "\"");
    }

    @Test
    void whatCannotBeALabelIsRejected() {
        String longest = "k".repeat(64);
        assertThat(new TraceLabel(longest, "v".repeat(256)).key()).isEqualTo(longest);
        assertThatThrownBy(() -> new TraceLabel(longest + "k", "v")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TraceLabel("k", "v".repeat(257))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TraceLabel.parse("commit="))
                .hasMessage("the value of label commit must have 1 to 256 characters but was \"\"");
        assertThatThrownBy(() -> TraceLabel.parse("commit")).hasMessage("a label must be key=value but was \"commit\"");
    }
}
