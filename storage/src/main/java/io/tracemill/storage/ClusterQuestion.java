package io.tracemill.storage;

import java.util.function.Supplier;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Questions to the cluster that are asked a few times. */
final class ClusterQuestion {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterQuestion.class);
    private static final int ATTEMPTS = 4;

    private ClusterQuestion() {}

    /** Asks a few times: a question takes a minute to time out, and a rebalance waits five for a member. */
    static <T> T asked(String what, Supplier<T> question) {
        for (int attempt = 1; ; attempt++) {
            try {
                return question.get();
            } catch (TimeoutException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                LOG.warn("it is not known {}, asking again: {}", what, e.getMessage());
            }
        }
    }
}
