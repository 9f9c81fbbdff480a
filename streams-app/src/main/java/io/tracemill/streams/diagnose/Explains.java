package io.tracemill.streams.diagnose;

import io.tracemill.schemas.SlowRankFinding;
import io.tracemill.schemas.SlowRankKind;
import org.jspecify.annotations.Nullable;

/**
 * Kind of findings that a cause may explain.
 *
 * @param kind kind of the finding
 * @param part what the ranks of a slow node are slow in; null for any, and for other kinds
 */
record Explains(SlowRankKind kind, @Nullable SlowRankKind part) {

    /** Whether findings of a kind name no ranks, so that a cause is one of the whole run. */
    static boolean isOfRun(SlowRankKind kind) {
        return switch (kind) {
            case NONE, RANK_SPREAD, VARYING_LOAD, VARYING_HOST -> true;
            case SLOW_COMPUTE, SLOW_HOST, SLOW_INPUT, SLOW_NODE, SLOW_LINK, IMBALANCED_STAGES -> false;
        };
    }

    boolean fits(SlowRankFinding finding) {
        return finding.getKind() == kind && (part == null || finding.getPart() == null || finding.getPart() == part);
    }

    @Override
    public String toString() {
        return part == null ? kind.name() : kind + "/" + part;
    }
}
