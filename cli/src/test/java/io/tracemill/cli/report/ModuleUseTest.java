package io.tracemill.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.report.ModuleUse.Host;
import io.tracemill.cli.report.ModuleUse.OnDevice;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModuleUseTest {

    @Test
    void modulesOfAClassAddUpAndTheCostliestClassComesFirst() {
        assertThat(ModuleUse.of(ModuleRows.ofANet()))
                .containsExactly(
                        new ModuleUse(
                                "Linear",
                                "0",
                                new Host(2, 4, 1_200_000),
                                new OnDevice(2_200_000, 100 * 22.0 / 24, 2_200_000, 550_000, 1_650_000, 0)),
                        new ModuleUse(
                                "Net",
                                "0",
                                new Host(1, 1, 3_000_000),
                                new OnDevice(100_000, 100 * 1.0 / 24, 2_300_000, 25_000, 75_000, 0)),
                        new ModuleUse(
                                "(none)",
                                "0",
                                new Host(0, 0, 0),
                                new OnDevice(100_000, 100 * 1.0 / 24, 100_000, 25_000, 75_000, 0)),
                        new ModuleUse("Dropout", null, new Host(1, 2, 20_000), null));
    }

    @Test
    void aModuleWithinOneOfItsClassCountsOnceInTotals() {
        assertThat(ModuleUse.of(List.of(
                        ModuleRows.onDevice("Block_0", "Block_0", 4, 12),
                        ModuleRows.onDevice("Block_0/Block_1", "Block_1", 8, 8),
                        ModuleRows.calls("Block_0", "Block_0", 1, 50),
                        ModuleRows.calls("Block_0/Block_1", "Block_1", 3, 20))))
                .containsExactly(new ModuleUse("Block", "0", new Host(2, 4, 50), new OnDevice(12, 100, 12, 3, 9, 0)));
    }

    @Test
    void withoutRowsThereIsNothing() {
        assertThat(ModuleUse.of(List.of())).isEmpty();
    }
}
