package io.tracemill.embeddedkafka;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handling of faults that a broker cannot survive, such as a full disk or a deleted directory. A broker of its own
 * would end its process. Here that process is the user's, so the fault ends the broker's thread instead, and the
 * listener is told. Kafka has one exit for all brokers of a process; each broker has a thread group of its own, which
 * tells whose fault it is.
 */
final class BrokerFaults {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerFaults.class);
    private static final Map<ThreadGroup, Runnable> LISTENERS = new ConcurrentHashMap<>();

    private BrokerFaults() {}

    /** Sets the listener of a broker, in place of the one before. */
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

    /** An error that unwinds a thread of the broker. Nothing catches it. */
    private static final class BrokerFault extends Error {
        private static final long serialVersionUID = 1L;

        BrokerFault(String message) {
            super(message, null, false, false);
        }
    }
}
