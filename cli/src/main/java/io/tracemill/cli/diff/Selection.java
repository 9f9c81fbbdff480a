package io.tracemill.cli.diff;

import io.tracemill.cli.query.ArchiveSql;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Traces of one run that stand on one side of a comparison.
 *
 * @param name as it was asked for: a run, a run and a date, or the beginning of a trace id
 * @param run the run
 * @param traces their ids
 * @param isWhole whether all of their spans were written
 */
record Selection(String name, String run, List<String> traces, boolean isWhole) {

    /** The fewest characters that name a trace. */
    private static final int SHORTEST_ID = 4;

    /**
     * The traces of this name: those of the run; or, if there is no such run, those of {@code RUN@DATE}, or the one
     * trace whose id begins so.
     *
     * @throws NoSuchRunException if there are none; the message names what there is
     */
    static Selection of(ArchiveSql archive, String name) throws IOException {
        List<Trace> all = new ArrayList<>();
        archive.rows(
                "select run, date::varchar as date, trace_id, spans = spans_written as whole from traces"
                        + " where state <> 'BROKEN' order by run, date, trace_id",
                List.of(),
                row -> all.add(new Trace(
                        row.required("run"),
                        row.required("date"),
                        row.required("trace_id"),
                        row.required("whole").equals("true"))));
        List<Trace> ofRun = only(all, trace -> trace.run.equals(name));
        if (!ofRun.isEmpty()) {
            return of(name, ofRun);
        }
        int at = name.lastIndexOf('@');
        List<Trace> ofDatedRun = only(all, trace -> at > 0 && trace.run.equals(name.substring(0, at)));
        if (!ofDatedRun.isEmpty()) {
            return dated(name, name.substring(at + 1), ofDatedRun);
        }
        List<Trace> named = only(all, trace -> name.length() >= SHORTEST_ID && trace.id.startsWith(name));
        if (named.isEmpty()) {
            throw new NoSuchRunException("no run \"" + name + "\"; runs: " + listed(all, trace -> trace.run));
        }
        if (named.size() > 1) {
            throw new NoSuchRunException("several traces begin with \"" + name + "\": "
                    + listed(named, trace -> trace.id + " of run " + trace.run));
        }
        return of(name, named);
    }

    private static Selection dated(String name, String date, List<Trace> ofRun) throws NoSuchRunException {
        List<Trace> ofDate = only(ofRun, trace -> trace.date.equals(date));
        if (ofDate.isEmpty()) {
            throw new NoSuchRunException("run \"" + ofRun.get(0).run + "\" has no trace of \"" + date + "\"; dates: "
                    + listed(ofRun, trace -> trace.date));
        }
        return of(name, ofDate);
    }

    private static Selection of(String name, List<Trace> traces) {
        return new Selection(
                name,
                traces.get(0).run,
                traces.stream().map(Trace::id).toList(),
                traces.stream().allMatch(Trace::isWhole));
    }

    private static List<Trace> only(List<Trace> traces, Predicate<Trace> wanted) {
        return traces.stream().filter(wanted).toList();
    }

    private static String listed(List<Trace> traces, Function<Trace, String> name) {
        return String.join(", ", traces.stream().map(name).collect(Collectors.toCollection(TreeSet::new)));
    }

    private record Trace(String run, String date, String id, boolean isWhole) {}
}
