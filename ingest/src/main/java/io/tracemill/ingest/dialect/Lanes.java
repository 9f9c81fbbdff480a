package io.tracemill.ingest.dialect;

import io.tracemill.ingest.pack.Lane;
import java.util.function.Function;

/** Meaning of the lanes of a trace, in dialects whose events do not say themselves what they are. Stateless. */
public interface Lanes {

    /** Lanes that tell nothing. */
    Lanes UNTOLD = ofIds(lane -> LaneFacts.NONE);

    /** Lanes whose ids tell all there is to tell. */
    static Lanes ofIds(Function<Lane, LaneFacts> facts) {
        return new Lanes() {
            @Override
            public LaneFacts of(Lane lane, String process, String thread) {
                return facts.apply(lane);
            }

            @Override
            public boolean needNames() {
                return false;
            }
        };
    }

    /**
     * Facts about a lane.
     *
     * @param lane ids of the process and the thread
     * @param process name of the process, empty for none
     * @param thread name of the thread, empty for none
     */
    LaneFacts of(Lane lane, String process, String thread);

    /** Whether the names tell something. They may come last in a file, which is therefore read twice. */
    default boolean needNames() {
        return true;
    }
}
