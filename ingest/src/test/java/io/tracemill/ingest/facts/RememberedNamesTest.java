package io.tracemill.ingest.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RememberedNamesTest {

    private final List<String> asked = new ArrayList<>();
    private final RememberedNames<Integer> names = new RememberedNames<>(name -> {
        asked.add(name);
        return name.startsWith("no") ? null : name.length();
    });

    @Test
    void asksTheRuleOnceWhateverItSays() {
        for (int i = 0; i < 3; i++) {
            assertThat(names.mark("some")).isEqualTo(4);
            assertThat(names.mark("nothing")).isNull();
        }
        assertThat(asked).containsExactly("some", "nothing");
    }

    @Test
    void neitherLongNamesNorMoreThanAThousandAreKept() {
        String longer = "x".repeat(257);
        names.mark(longer);
        names.mark(longer);
        assertThat(asked).hasSize(2);

        names.mark("first");
        for (int i = 0; i < 1024; i++) {
            names.mark("another" + i);
        }
        asked.clear();
        assertThat(names.mark("first")).isEqualTo(5);
        assertThat(asked).containsExactly("first");
    }
}
