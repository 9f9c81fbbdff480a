package io.tracemill.embeddedkafka;

import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker that cannot go on (its disk is full, its directory gone) ends its process. Here that process is the user's:
 * the fault ends the broker's thread instead, and whoever listens is told. Kafka has one exit for all brokers of a
 * process, so every listener hears of every fault.
 */
final class BrokerFaults {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerFaults.class);
    private static final Set<Runnable> LISTENERS = new CopyOnWriteArraySet<>();

    private BrokerFaults() {}

    static void listen(Runnable listener) {
        LISTENERS.add(listener);
        Exit.setExitProcedure(BrokerFaults::endThread);
        Exit.setHaltProcedure(BrokerFaults::endThread);
    }

    static void forget(Runnable listener) {
        LISTENERS.remove(listener);
    }

    private static void endThread(int status, String message) {
        LOG.debug("the embedded broker would have ended the process with {}: {}", status, message);
        LISTENERS.forEach(Runnable::run);
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
