package io.tracemill.cli.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.terminal.Screen;
import io.tracemill.cli.terminal.Style;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineBreaksTest {

    @Test
    void piecesOfATextMakeUpTheText() {
        assertThat(LineBreaks.pieces("one two  three")).containsExactly("one ", "two ", " ", "three");
        assertThat(LineBreaks.pieces("空闲 31.3 %，超过阈值。")).contains("31.3 %，").endsWith("值。");
        for (String text : List.of("", " ", "a-b/c 空闲（18.7 %）：enumerate(DataLoader)#x", "，")) {
            assertThat(String.join("", LineBreaks.pieces(text))).isEqualTo(text);
        }
    }

    @Test
    void aNumberStaysWithItsUnit() {
        assertThat(LineBreaks.pieces("of 9.61 s (16.4 %): 3 steps, 5 SM, rank 2 ms"))
                .containsExactly("of ", "9.61 s ", "(16.4 %): ", "3 ", "steps, ", "5 ", "SM, ", "rank ", "2 ms");
        assertThat(LineBreaks.pieces("1.2 TB/s; s 3 % 4")).containsExactly("1.2 TB/s; ", "s ", "3 % ", "4");
        assertThat(LineBreaks.pieces("共 33.9 ms（7.3 %），")).containsExactly("共 ", "33.9 ms", "（7.3 %），");
    }

    @Test
    void chineseCharactersAreTwoColumnsWideAndFillTheLine() {
        StringWriter text = new StringWriter();
        new Page(new PrintWriter(text), Screen.plain(40))
                .text("设备在等待输入数据：增加数据加载的 worker 数，预取数据，并从锁页内存拷贝。", Style.PLAIN);
        assertThat(text.toString().lines())
                .containsExactly("  设备在等待输入数据：增加数据加载的", "    worker 数，预取数据，并从锁页内存拷", "    贝。");
        assertThat(LineBreaks.width("设备 a。")).isEqualTo(8);
    }
}
