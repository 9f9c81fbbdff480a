package io.tracemill.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.RejectReason;
import io.tracemill.schemas.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page of all dead letters has every reason for which a stage rejects something. */
class DeadLettersPageTest {

    private static final String HEAD = """
            # Dead letters

            Printed from the program by `DeadLettersPageTest`.

            An event or record that cannot be used becomes a dead letter: a record in the topic `dead-letters` that says
            where it came from, why it was rejected, and how it begins. Nothing else is lost with it. To read them:

                ./tracemill tail dead-letters --bootstrap-server kafka:9092 --from-beginning --until-end
                ./tracemill analyze trace.json --out archive --dead-letters rejected.json

            Each stage counts its dead letters by reason ([metrics](metrics.md)). The report of a trace counts the events
            that `ingest` rejected. If more of them, or of the bytes of the file, are lost than `--max-rejected` allows, the
            exit code is 3.

            The letters of `archive` come at least once: if it loses its brokers before it has committed a record that
            it rejected, it rejects the record again. Both letters have the same topic, partition and offset.
            """;

    @Test
    void everyReasonIsExplainedOnThePage() throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        for (Stage stage : Stage.values()) {
            page.append("\n## ").append(title(stage)).append("\n\n| reason | meaning | what to do |\n|---|---|---|\n");
            page.append(RejectReason.of(stage).stream()
                    .map(DeadLettersPageTest::row)
                    .collect(joining()));
        }
        Golden.assertSame(Path.of("../docs/dead-letters.md"), page.toString());
    }

    @Test
    void noTwoReasonsOfAStageHaveTheSameLabel() {
        for (Stage stage : Stage.values()) {
            List<String> labels =
                    RejectReason.of(stage).stream().map(RejectReason::label).toList();
            assertThat(labels).isNotEmpty().doesNotHaveDuplicates();
        }
    }

    private static String title(Stage stage) {
        return switch (stage) {
            case INGEST -> "Events that `ingest` and `analyze` reject";
            case TOPOLOGY -> "Records that `stream` rejects";
            case ARCHIVE -> "Records that `archive` rejects";
            case BRIDGE -> "Messages that `bridge` rejects";
        };
    }

    private static String row(RejectReason reason) {
        return "| `" + reason.label() + "` | " + reason.meaning() + " | " + reason.remedy() + " |\n";
    }
}
