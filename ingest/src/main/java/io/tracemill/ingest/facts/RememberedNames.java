package io.tracemill.ingest.facts;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A rule for names that remembers what it said of the last ones, whatever trace they were in: the traces of a run have
 * the same names, and a rule takes microseconds. At most {@value #MOST} names of at most {@value #LONGEST} characters
 * are remembered, which is a megabyte at most for a rule. Thread-safe, if the rule is.
 */
final class RememberedNames<M> implements NameMarks.Rule<M> {

    private static final int MOST = 1024;
    private static final int LONGEST = 256;

    private final NameMarks.Rule<M> rule;
    private final Map<String, Optional<M>> known = new ConcurrentHashMap<>();

    RememberedNames(NameMarks.Rule<M> rule) {
        this.rule = rule;
    }

    @Override
    public @Nullable M mark(String name) {
        if (name.length() > LONGEST) {
            return rule.mark(name);
        }
        Optional<M> said = known.get(name);
        if (said == null) {
            said = Optional.ofNullable(rule.mark(name));
            if (known.size() >= MOST) {
                known.clear();
            }
            known.put(name, said);
        }
        return said.orElse(null);
    }
}
