package io.tracemill.cli.bench.faults;

import io.tracemill.bench.simulate.SimulatedFault;
import io.tracemill.cli.query.ArchiveSql;
import io.tracemill.cli.query.SqlRow;
import io.tracemill.streams.diagnose.KnowledgeBase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What was said of a simulated run, beside what is true.
 *
 * @param costPercent what the fault costs, in percent of the step time; 0 without one
 * @param found whether a finding has the kind and exactly the place of the fault
 * @param named whether that finding, or the run as a whole, has the right cause first
 * @param causes causes that were named first of a finding, but for UNKNOWN
 * @param unknown whether a finding has a cause that is UNKNOWN, and none another one
 * @param innocents ranks that a finding names although nothing is wrong with them
 * @param delaySeconds time of the log from the final comparison of the ranks to the diagnosis, in s; 0 without one
 */
record RunVerdict(
        double costPercent,
        boolean found,
        boolean named,
        List<String> causes,
        boolean unknown,
        int innocents,
        double delaySeconds) {

    private static final String SQL = """
            select kind, ranks, cause,
                (final_ms - (select max(final_ms) from slow_ranks s where s.run = d.run)) / 1000 as delay_s
            from diagnoses d where run = ? and cause_number = 1 order by finding_number
            """;

    /** The verdict on a run with at most one fault, from its archive. */
    static RunVerdict of(String run, List<SimulatedFault> faults, Path archive) throws IOException {
        boolean wrong = !faults.isEmpty() && !faults.get(0).kind().isControl();
        Set<String> kinds = wrong ? Set.copyOf(faults.get(0).fault().findings()) : Set.of();
        Set<Integer> ranks = wrong ? Set.copyOf(faults.get(0).fault().site().ranks()) : Set.of();
        String code = wrong ? faults.get(0).kind().name() : "";
        Tally tally = new Tally(code, kinds, ranks);
        try (ArchiveSql sql = ArchiveSql.open(archive)) {
            sql.rows(SQL, List.of(run), tally::take);
        }
        return new RunVerdict(
                wrong ? faults.get(0).costPercent() : 0,
                wrong && tally.found,
                wrong && tally.named,
                List.copyOf(tally.causes),
                tally.unknown && tally.causes.isEmpty(),
                tally.innocents.size(),
                tally.delaySeconds);
    }

    /** The diagnoses of a run, one after the other. */
    private static final class Tally {
        private final String code;
        private final Set<String> kinds;
        private final Set<Integer> ranks;
        private final List<String> causes = new ArrayList<>();
        private final Set<Integer> innocents = new HashSet<>();
        private boolean found;
        private boolean named;
        private boolean unknown;
        private double delaySeconds;

        private Tally(String code, Set<String> kinds, Set<Integer> ranks) {
            this.code = code;
            this.kinds = kinds;
            this.ranks = ranks;
        }

        private void take(SqlRow row) {
            Set<Integer> said = new HashSet<>();
            row.counts("ranks").forEach(rank -> said.add(rank.intValue()));
            boolean same = kinds.contains(row.required("kind")) && (said.isEmpty() || said.equals(ranks));
            String cause = row.required("cause");
            found |= same;
            named |= same && cause.equals(code);
            if (cause.equals(KnowledgeBase.UNKNOWN)) {
                unknown = true;
            } else {
                causes.add(cause);
            }
            said.removeAll(ranks);
            innocents.addAll(said);
            delaySeconds = row.number("delay_s");
        }
    }
}
