package io.tracemill.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.terminal.TextTable.Column;
import io.tracemill.cli.terminal.TextTable.Stay;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

    private static final int NARROWEST = 16;

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

    @Test
    void aColumnIsAsWideAsItsCellsAreAfterTheyAreCut() {
        TextTable table = new TextTable("<name", "time");
        table.row("void first(int)", "1 ms");
        table.row("void second(int)", "2 ms");
        table.cut(0, cells -> (cell, width) -> cell.replace("void ", "").replace("(int)", ""));

        assertThat(table.lines(60)).containsExactly("name    time", "first   1 ms", "second  2 ms");
    }

    /** A table with a column of each importance. */
    private static TextTable ofEach() {
        TextTable table = new TextTable(List.of(
                new Column("kernel", true, true, Stay.ALWAYS),
                new Column("on the device", false, false, Stay.LONG),
                new Column("calls", false, false, Stay.SHORT),
                new Column("", true, false, Stay.LEAST),
                new Column("bound by", true, false, Stay.LONG)));
        table.row("k".repeat(40), "1.25 ms", "12", "####", "memory");
        return table;
    }

    @Test
    void aWideTableIsShownInFull() {
        assertThat(ofEach().at(120).lines())
                .containsExactly(
                        "kernel                                    on the device  calls        bound by",
                        "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk        1.25 ms     12  ####  memory");
        assertThat(ofEach().at(120).leftOut()).isEmpty();
    }

    @Test
    void headersAreBrokenBeforeAColumnIsLeftOut() {
        assertThat(ofEach().at(60).lines())
                .containsExactly(
                        "                                 on the               bound",
                        "kernel                           device  calls        by",
                        "kkkkkkkkkkkkkkkkkk...kkkkkkkkk  1.25 ms     12  ####  memory");
    }

    @Test
    void theLeastImportantColumnsLeaveFirst() {
        assertThat(ofEach().at(45).lines())
                .containsExactly(
                        "                               on the  bound",
                        "kernel                         device  by",
                        "kkkkkkkkkkkkkkkkk...kkkkkkkk  1.25 ms  memory");
        assertThat(ofEach().at(45).leftOut()).containsExactly("calls");
        assertThat(ofEach().at(35).leftOut()).containsExactly("calls", "bound by");
        assertThat(ofEach().at(20).leftOut()).containsExactly("on the device", "calls", "bound by");
        assertThat(ofEach().at(20).lines()).last().isEqualTo("kkkkkkkkkkkk...kkkkk");
    }

    @Test
    void noLineIsWiderThanTheTerminal() {
        for (int width = NARROWEST; width < 100; width++) {
            int most = width;
            assertThat(ofEach().lines(width))
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(most));
        }
    }

    @Test
    void aTitleIsNotBrokenWhereItsCellsAreAsWide() {
        TextTable table = new TextTable("<of each rank", "rank of the least", "rank of the most");
        table.row("exposed communication", "1", "2");

        assertThat(table.at(45).lines().get(1)).startsWith("of each rank  ");
        assertThat(table.at(45).lines().get(0)).startsWith("     ");
    }
}
