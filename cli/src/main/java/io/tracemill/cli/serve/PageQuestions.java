package io.tracemill.cli.serve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tracemill.cli.diff.DiffRequest;
import io.tracemill.cli.diff.NoSuchRunException;
import io.tracemill.cli.diff.RunDiff;
import io.tracemill.cli.http.Parameters;
import io.tracemill.cli.http.Refusal;
import io.tracemill.cli.page.PageArchive;
import io.tracemill.cli.page.PageData;
import io.tracemill.cli.page.PageSettings;
import io.tracemill.cli.page.Pages;
import io.tracemill.cli.page.picture.PictureReader;
import io.tracemill.cli.page.picture.StepPicture;
import io.tracemill.cli.query.ArchiveSql;
import io.tracemill.cli.runs.RunRow;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.TraceInfo;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Questions for the data of a page: of a run, a trace, a step of it, or a comparison. */
final class PageQuestions {

    private static final String JSON = "application/json";

    /** Room for the data of one page, compressed. */
    private static final long MOST_BYTES = 16L << 20;

    private static final double MIN_SHARE_PCT = 1;

    /** Runs whose pages are composed before they are asked for. */
    private static final int RUNS_AHEAD = 8;

    private final PageSettings settings;

    PageQuestions(PageSettings settings) {
        this.settings = settings;
    }

    /** Composes the data of a page. */
    @FunctionalInterface
    private interface Composition {
        PageData of(Pages pages, ArchiveSql sql) throws IOException;
    }

    /** What readers are likely to ask first: the newest runs, and the first trace of each. */
    List<Question> first(Moment moment) throws IOException {
        List<RunRow> runs = moment.runs();
        List<Question> questions = new ArrayList<>();
        for (int i = runs.size() - 1; i >= Math.max(0, runs.size() - RUNS_AHEAD); i--) {
            RunRow row = runs.get(i);
            questions.add(run(row.run(), row.date()));
            traces(moment, row.run(), row.date()).stream()
                    .limit(1)
                    .forEach(trace -> questions.add(trace(trace.getTraceId())));
        }
        return questions;
    }

    private static List<TraceInfo> traces(Moment moment, String run, LocalDate date) throws IOException {
        return moment.archive().traces().stream()
                .filter(trace -> trace.getRun().equals(run) && trace.getDate().equals(date.toString()))
                .toList();
    }

    /** What a run has on one date, and how it went on the others. */
    Question run(Parameters query) throws Refusal {
        return run(query.required("run"), query.date("date"));
    }

    private Question run(String run, LocalDate date) {
        return new Question("run " + date + " " + run, moment -> moment.stamp(run), moment -> {
            List<TraceInfo> traces = traces(moment, run, date);
            if (traces.isEmpty()) {
                throw Refusal.missing("there is no run " + Parameters.shown(run) + " on " + date);
            }
            List<RunRow> dates =
                    moment.runs().stream().filter(row -> row.run().equals(run)).toList();
            return answer(moment, moment.connect(), (pages, sql) -> pages.ofRun(traces, dates));
        });
    }

    /** All that is known of a trace. */
    Question trace(Parameters query) throws Refusal {
        return trace(query.required("id"));
    }

    private Question trace(String id) {
        return new Question(
                "trace " + id, moment -> moment.stamp(moment.trace(id).getRun()), moment -> {
                    TraceInfo trace = moment.trace(id);
                    return answer(
                            moment, moment.connect(trace.getRun()), (pages, sql) -> pages.ofTraces(List.of(trace)));
                });
    }

    /** The device events of one step. */
    Question step(Parameters query) throws Refusal {
        String id = query.required("id");
        Optional<String> device = query.optional("device");
        Optional<Integer> step = query.number("step");
        String name = "step " + step.map(String::valueOf).orElse("") + " " + device.orElse("") + "\n" + id;
        return new Question(name, moment -> moment.stamp(moment.trace(id).getRun()), moment -> {
            TraceInfo trace = moment.trace(id);
            try (ArchiveSql sql = moment.connect(trace.getRun())) {
                PictureReader reader =
                        new PictureReader(sql, trace, moment.archive().rows(id, DeviceStats.class));
                StepPicture picture = reader.step(device.orElse(null), step.orElse(null));
                if (picture == null) {
                    throw Refusal.missing("the trace has no such step on this device");
                }
                return Answer.of(JSON, out -> {
                    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
                        picture.write(reader.origin(), StepPicture.MOST_RECTANGLES, json);
                    }
                });
            }
        });
    }

    /** A comparison of two runs or traces, each named as for the command {@code diff}. */
    Question diff(Parameters query) throws Refusal {
        String before = query.required("a");
        String after = query.required("b");
        DiffRequest request = new DiffRequest(before, after, false, MIN_SHARE_PCT, OptionalDouble.empty());
        return new Question(
                "diff " + before.length() + " " + before + "\n" + after,
                Moment::stamp,
                moment -> answer(moment, moment.connect(), (pages, sql) -> {
                    try {
                        Set<String> ids = RunDiff.traces(sql, request);
                        List<TraceInfo> traces = moment.archive().traces().stream()
                                .filter(trace -> ids.contains(trace.getTraceId()))
                                .toList();
                        return pages.ofDiffSummary(RunDiff.of(sql, request), traces);
                    } catch (NoSuchRunException e) {
                        throw Refusal.missing(String.valueOf(e.getMessage()));
                    }
                }),
                true);
    }

    private Answer answer(Moment moment, ArchiveSql connection, Composition composition) throws IOException {
        try (ArchiveSql sql = connection) {
            PageData data =
                    composition.of(new Pages(new PageArchive(moment.archive(), sql), settings, MOST_BYTES), sql);
            return Answer.ofGzip(JSON, data::writeGzip);
        }
    }
}
