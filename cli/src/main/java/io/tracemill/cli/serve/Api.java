package io.tracemill.cli.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.cli.http.Parameters;
import io.tracemill.cli.http.Refusal;
import io.tracemill.cli.report.render.JsonRenderer;
import io.tracemill.cli.report.sheet.Document;
import io.tracemill.cli.runs.RunsReport;
import java.io.OutputStreamWriter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The questions that can be asked of an archive, by their paths. */
final class Api {

    private static final String JSON = "application/json";

    private final Map<String, Route> routes;

    Api(PageQuestions pages) {
        this.routes = Map.of(
                "/api/runs", new Route(Set.of(), query -> runs()),
                "/api/run", new Route(Set.of("run", "date"), pages::run),
                "/api/trace", new Route(Set.of("id"), pages::trace),
                "/api/step", new Route(Set.of("id", "device", "step"), pages::step),
                "/api/diff", new Route(Set.of("a", "b"), pages::diff));
    }

    /** A path and what its parameters ask. */
    private record Route(Set<String> parameters, Reading reading) {}

    @FunctionalInterface
    private interface Reading {
        Question of(Parameters query) throws Refusal;
    }

    /**
     * The question of a request; empty if the path asks none.
     *
     * @param query as it came, still encoded
     * @throws Refusal if the parameters make no question
     */
    Optional<Question> question(String path, String query) throws Refusal {
        Route route = routes.get(path);
        return route == null ? Optional.empty() : Optional.of(route.reading.of(Parameters.of(query, route.parameters)));
    }

    private static Question runs() {
        return new Question("runs", Moment::stamp, moment -> {
            Document rows = RunsReport.of(moment.runs());
            return Answer.of(JSON, out -> JsonRenderer.write(rows, new OutputStreamWriter(out, UTF_8)));
        });
    }
}
