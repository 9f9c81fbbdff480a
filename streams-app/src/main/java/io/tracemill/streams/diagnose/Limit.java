package io.tracemill.streams.diagnose;

import io.tracemill.schemas.Confidence;

/**
 * Why a cause cannot be surer.
 *
 * @param most the most confidence that it leaves
 * @param reason the reason, in a sentence
 */
record Limit(Confidence most, String reason) {

    /** A reason that leaves little confidence. */
    static Limit low(String reason) {
        return new Limit(Confidence.LOW, reason);
    }

    /** A reason that leaves some confidence. */
    static Limit medium(String reason) {
        return new Limit(Confidence.MEDIUM, reason);
    }
}
