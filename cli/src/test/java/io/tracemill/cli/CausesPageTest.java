package io.tracemill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.streams.diagnose.KnowledgeBase;
import io.tracemill.telemetry.quantity.Quantity;
import io.tracemill.telemetry.quantity.QuantityTable;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of causes has each cause of the knowledge base, which asks only for quantities that exporters have. */
class CausesPageTest {

    private static final String HEAD = """
            # Causes

            Printed from the program by `CausesPageTest`.

            Why a run is slow: what may explain a finding of `slow_ranks`
            ([definition](definitions.md#slow-ranks-slow_ranks)), and what must be read or seen for that. A row of `diagnoses` has
            the code of a cause, what shows it, and the advice below. The numbers and the reasons for them stand in
            [causes.yaml](../streams-app/src/main/resources/io/tracemill/streams/diagnose/causes.yaml), whose head tells how to
            read and extend it.

            Telemetry is a cause only of what a finding names: a rank that waits for others also has a device that is idle, cool
            and slow in its clock. A slow rank is compared with its peers, the ranks that no finding names, on devices with as
            much memory. With fewer than three of them the confidence is LOW. If nothing fits, the cause is UNKNOWN, and the row
            says whether there was nothing to see or nothing was seen.

            """;

    @Test
    void everyCauseIsOnThePage() throws IOException {
        Golden.assertSame(
                Path.of("../docs/causes.md"), HEAD + KnowledgeBase.own().markdown());
    }

    @Test
    void everyQuantityThatACauseAsksForIsOneOfTelemetry() {
        assertThat(QuantityTable.own().quantities().stream().map(Quantity::name))
                .containsAll(KnowledgeBase.own().quantities());
    }
}
