package io.tracemill.cli.live;

import io.tracemill.schemas.Diagnosis;
import io.tracemill.schemas.Evidence;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The last diagnosis of each run, as a row with all of its causes. */
final class LiveDiagnoses {

    private static final int MOST_CAUSES = 32;
    private static final int MOST_EVIDENCE = 8;

    private final LiveTable rows;
    private final Map<String, Causes> runs;

    LiveDiagnoses(LiveTable rows, int most) {
        this.rows = rows;
        this.runs = new NewestMap<>(most);
    }

    /** Causes of one diagnosis, by the numbers of finding and cause. */
    private record Causes(long finalMs, Map<Integer, String> byNumber) {}

    /** Takes a cause; the first of a newer diagnosis replaces the older one. */
    void note(Diagnosis cause) {
        String key = cause.getRun() + "\n" + cause.getDate();
        Causes causes = runs.get(key);
        if (causes == null || cause.getFinalMs() > causes.finalMs) {
            causes = new Causes(cause.getFinalMs(), new TreeMap<>());
            runs.put(key, causes);
        }
        if (cause.getFinalMs() < causes.finalMs) {
            return;
        }
        int number = cause.getFindingNumber() * MOST_CAUSES + Math.min(cause.getCauseNumber(), MOST_CAUSES - 1);
        if (causes.byNumber.size() < MOST_CAUSES) {
            causes.byNumber.put(number, row(cause));
        }
        Iterable<String> all = causes.byNumber.values();
        rows.put(
                key,
                LiveJson.row(row -> row.add("run", cause.getRun())
                        .add("date", cause.getDate())
                        .add("time_ms", cause.getFinalMs())
                        .addRows("causes", all)));
    }

    private static String row(Diagnosis cause) {
        List<String> evidence = cause.getEvidenceValues().stream()
                .limit(MOST_EVIDENCE)
                .map(LiveDiagnoses::row)
                .toList();
        return LiveJson.row(row -> row.add("finding", cause.getFindingNumber())
                .add("kind", cause.getKind().name())
                .addNumbers("ranks", cause.getRanks())
                .addTexts("nodes", cause.getNodes())
                .add("cost_pct", cause.getCostPct())
                .add("cause", cause.getCause())
                .add("confidence", cause.getConfidence().name())
                .addTexts("reasons", cause.getReasons())
                .add("summary", cause.getSummary())
                .add("advice", cause.getAdvice())
                .addRows("evidence", evidence));
    }

    private static String row(Evidence evidence) {
        return LiveJson.row(row -> row.add("code", evidence.getCode())
                .add("rank", evidence.getRank())
                .add("node", evidence.getNode())
                .add("device", evidence.getDevice())
                .add("quantity", evidence.getQuantity())
                .add("value", evidence.getValue())
                .add("peers_value", evidence.getPeersValue()));
    }
}
