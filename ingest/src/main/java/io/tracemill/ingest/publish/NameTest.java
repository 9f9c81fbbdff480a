package io.tracemill.ingest.publish;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.schemas.flat.Attribute;
import java.util.Arrays;
import java.util.function.Predicate;

/** A test of the names of events, done once for each pooled one. For the thread that publishes. */
final class NameTest {

    private static final byte FAILS = 1;
    private static final byte HOLDS = 2;

    private final StringPool pool;
    private final Predicate<String> test;
    private byte[] results = new byte[1024];

    NameTest(StringPool pool, Predicate<String> test) {
        this.pool = pool;
        this.test = test;
    }

    /** Whether the test holds for the name of an event. */
    boolean holdsFor(EventFields event) {
        int reference = event.text(Attribute.NAME);
        if (reference < 0) {
            return test.test(event.text(pool, reference));
        }
        if (reference >= results.length) {
            results = Arrays.copyOf(results, reference * 2);
        }
        if (results[reference] == 0) {
            results[reference] = test.test(pool.text(reference)) ? HOLDS : FAILS;
        }
        return results[reference] == HOLDS;
    }
}
