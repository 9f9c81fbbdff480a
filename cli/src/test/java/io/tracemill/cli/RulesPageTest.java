package io.tracemill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.streams.rules.RuleSet;
import io.tracemill.telemetry.quantity.Quantity;
import io.tracemill.telemetry.quantity.QuantityTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of rules has each rule of the program, which look only at quantities that exporters have. */
class RulesPageTest {

    private static final List<String> MADE_HERE = List.of("telemetry.silence");

    private static final String HEAD = """
            # Rules of alerts

            Printed from the program by `RulesPageTest`.

            `tracemill stream` looks at each minute of each node, some two minutes after its end, and applies these rules
            to the windows that end with it. What they say is in the topic and the dataset `alerts`
            ([definition](definitions.md#alerts-alerts)): a record for each change.

            - An alert is `PENDING` while something is wrong, but not yet for as long as the rule asks; then it is
              `FIRING`. It is `RESOLVED` once nothing was wrong for as long as the rule asks. To count as right again, a
              value must be better than the limit by a tenth of it.
            - If more than half of the devices of a node have the same alert, the node has one too, and the alerts of the
              devices name it in `inhibited_by`.
            - An alert that begins or ends six times within an hour is flapping. It goes on until nothing was wrong for an
              hour.
            - An alert without data goes on for an hour, and then ends. Those of a recording end with it.
            - If a rule is changed or taken away, its alerts end.

            To add rules, or to change these, write a file of the form of
            [rules.yaml](../streams-app/src/main/resources/io/tracemill/streams/rules/rules.yaml), whose head explains it.
            Try it on recorded telemetry, then give it to `stream`:

                ./tracemill rules test scrapes/ --rules mine.yaml
                ./tracemill stream --bootstrap-server kafka:9092 --rules mine.yaml

            """;

    @Test
    void everyRuleIsOnThePage() throws IOException {
        Golden.assertSame(Path.of("../docs/rules.md"), HEAD + RuleSet.own().markdown());
    }

    @Test
    void everyQuantityThatARuleLooksAtIsOneOfTelemetry() {
        assertThat(Stream.concat(QuantityTable.own().quantities().stream().map(Quantity::name), MADE_HERE.stream()))
                .containsAll(RuleSet.own().quantities());
    }
}
