package io.tracemill.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.report.sheet.Named;
import io.tracemill.cli.report.sheet.Sheet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShortKernelsTest {

    private final TraceReport report = ReportRows.report();

    @Test
    void fusingThemSavesNoMoreThanTheirLaunchesTakeLongerThanTheyDo() {
        List<ShortKernels> found = ShortKernels.of(report);

        assertThat(found).containsExactly(new ShortKernels("0", 25, 4, 12_000, 30_000, 1_000_000));
        assertThat(found.get(0).sharePct()).isEqualTo(16.0);
        assertThat(found.get(0).savedNs()).isEqualTo(18_000);
        assertThat(new ShortKernels("0", 10, 5, 100, 900, 300).savedNs()).isEqualTo(300);
    }

    @Test
    void copiesAreToldApartByDirectionAndTheLongestComeFirst() {
        Sheet copies = new CopySection().sheet(report, 10);
        int direction = copies.schema().index("direction");

        assertThat(copies.shown().stream()
                        .map(row -> String.valueOf(Named.valueOf(row.cells().get(direction))))
                        .toList())
                .containsExactly("HOST_TO_DEVICE", "null");
    }
}
