package io.tracemill.cli.receive;

import io.tracemill.cli.http.Parameters;
import io.tracemill.cli.http.Refusal;
import java.util.Set;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of a token may send.
 *
 * @param name name of the token, which is no secret
 * @param runs the runs that traces may be of
 * @param nodes the nodes that traces and readings may be of
 */
record Grant(String name, Set<Scope> scopes, Glob runs, Glob nodes) {

    /** What anyone may send who can reach a door without tokens. */
    static final Grant ANYONE = new Grant("anyone", Set.of(Scope.values()), Glob.ALL, Glob.ALL);

    /**
     * Checks that traces of a run and a node may be sent.
     *
     * @throws Refusal if not; the message says what may be
     */
    void check(String run, @Nullable String node) throws Refusal {
        if (!scopes.contains(Scope.TRACES)) {
            throw refusal("may not send traces: give it the scope traces");
        }
        if (!runs.matches(run)) {
            throw refusal("may send runs " + Parameters.shown(runs.text()) + " but not " + Parameters.shown(run));
        }
        if (node == null && !nodes.equals(Glob.ALL)) {
            throw refusal("may send for nodes " + Parameters.shown(nodes.text()) + ": say the node, as ?node=NAME");
        }
        if (node != null && !nodes.matches(node)) {
            throw refusal(
                    "may send for nodes " + Parameters.shown(nodes.text()) + " but not " + Parameters.shown(node));
        }
    }

    /**
     * Checks that metrics may be sent. Of which nodes is told by each reading.
     *
     * @throws Refusal if not
     */
    void checkMetrics() throws Refusal {
        if (!scopes.contains(Scope.METRICS)) {
            throw refusal("may not send metrics: give it the scope metrics");
        }
    }

    private Refusal refusal(String why) {
        return new Refusal(HttpStatus.FORBIDDEN_403, "token " + name + ' ' + why);
    }
}
