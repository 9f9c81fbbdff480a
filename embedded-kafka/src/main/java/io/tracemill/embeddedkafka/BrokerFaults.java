package io.tracemill.embeddedkafka;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker that cannot go on (its disk is full, its directory gone) ends its process. Here that process is the user's:
 * the fault ends the broker's thread instead, and whoever listens is told. Kafka has one exit for all brokers of a
 * process, so each has a thread group of its own that tells whose fault it is.
 */
final class BrokerFaults {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerFaults.class);
    private static final Map<ThreadGroup, Runnable> LISTENERS = new ConcurrentHashMap<>();

    private BrokerFaults() {}

    /** One listener for each broker: the last. */
    static void listen(ThreadGroup broker, Runnable listener) {
        LISTENERS.put(broker, listener);
        Exit.setExitProcedure(BrokerFaults::endThread);
        Exit.setHaltProcedure(BrokerFaults::endThread);
    }

    static void forget(ThreadGroup broker) {
        LISTENERS.remove(broker);
    }

    private static void endThread(int status, String message) {
        LOG.debug("the embedded broker would have ended the process with {}: {}", status, message);
        LISTENERS
                .getOrDefault(Thread.currentThread().getThreadGroup(), () -> {})
                .run();
        throw new BrokerFault("the embedded broker failed with status " + status);
    }

    /** Unwinds a thread of the broker; nothing catches it. */
    private static final class BrokerFault extends Error {
        private static final long serialVersionUID = 1L;

        BrokerFault(String message) {
            super(message, null, false, false);
        }
    }
}
