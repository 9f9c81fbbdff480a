package io.tracemill.streams.diagnose;

import io.tracemill.schemas.Confidence;
import io.tracemill.schemas.SlowRankFinding;
import java.util.List;
import java.util.stream.Stream;

/**
 * Something that makes runs slow.
 *
 * @param code what programs call it
 * @param texts what people call it
 * @param explains kinds of findings that it may explain
 * @param conditions what tells it
 * @param confidence confidence in it if nothing but what must hold does
 */
record Cause(String code, Texts texts, List<Explains> explains, Conditions conditions, Confidence confidence) {

    Cause {
        explains = List.copyOf(explains);
    }

    /**
     * Texts for people.
     *
     * @param title heading
     * @param says what a sentence says of whoever has it
     * @param advice what to do about it
     * @param sources addresses of pages that say more
     */
    record Texts(String title, String says, String advice, List<String> sources) {

        Texts {
            sources = List.copyOf(sources);
        }
    }

    /**
     * What tells a cause.
     *
     * @param when what must hold for a rank
     * @param wholeRun what must hold for a whole run
     * @param supports what raises the confidence
     * @param against what excludes it
     */
    record Conditions(
            List<Condition> when, List<Condition> wholeRun, List<Condition> supports, List<Condition> against) {

        Conditions {
            when = List.copyOf(when);
            wholeRun = List.copyOf(wholeRun);
            supports = List.copyOf(supports);
            against = List.copyOf(against);
        }

        Stream<Condition> all() {
            return Stream.of(when, wholeRun, supports, against).flatMap(List::stream);
        }
    }

    boolean explains(SlowRankFinding finding) {
        return explains.stream().anyMatch(kind -> kind.fits(finding));
    }

    /** What must hold for a case. */
    List<Condition> needs(boolean ofRun) {
        return ofRun ? conditions.wholeRun() : conditions.when();
    }
}
