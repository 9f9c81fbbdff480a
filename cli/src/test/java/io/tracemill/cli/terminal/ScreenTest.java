package io.tracemill.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private static final Map<String, String> UNICODE = Map.of("COLUMNS", "100", "LANG", "en_US.UTF-8");

    @Test
    void aTerminalHasColoursAndBars() {
        assertThat(Screen.of(UNICODE, true)).isEqualTo(new Screen(100, true, true));
    }

    @Test
    void aPipeHasNone() {
        assertThat(Screen.of(UNICODE, false)).isEqualTo(Screen.plain(100));
    }

    @Test
    void whoWantsNoColoursHasNone() {
        assertThat(Screen.of(Map.of("LANG", "C.UTF-8", "NO_COLOR", "1"), true)).isEqualTo(Screen.plain(120));
        assertThat(Screen.of(Map.of("LANG", "C.UTF-8", "TERM", "dumb"), true)).isEqualTo(Screen.plain(120));
        assertThat(Screen.of(Map.of("NO_COLOR", ""), true).colours()).isTrue();
    }

    @Test
    void barsNeedUnicode() {
        assertThat(Screen.of(Map.of("LANG", "C"), true).bars()).isFalse();
        assertThat(Screen.of(Map.of("LC_ALL", "C", "LANG", "C.UTF-8"), true).bars())
                .isFalse();
        assertThat(Screen.of(Map.of("LC_ALL", "", "LANG", "de_DE.utf8"), true).bars())
                .isTrue();
    }

    @Test
    void aScreenIsAtLeastEightyColumnsWide() {
        assertThat(Screen.of(Map.of("COLUMNS", "20"), true).columns()).isEqualTo(80);
        assertThat(Screen.of(Map.of("COLUMNS", "wide"), true).columns()).isEqualTo(120);
    }

    @Test
    void aStyleIsUndoneAtTheEndOfItsLine() {
        assertThat(Style.HEADING.of("IDLE", new Screen(80, true, false))).isEqualTo("\u001b[1mIDLE\u001b[0m");
        assertThat(Style.HEADING.of("IDLE", Screen.plain(80))).isEqualTo("IDLE");
        assertThat(Style.PLAIN.of("idle", new Screen(80, true, false))).isEqualTo("idle");
    }
}
