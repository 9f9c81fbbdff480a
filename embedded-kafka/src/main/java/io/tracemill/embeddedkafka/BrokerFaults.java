package io.tracemill.embeddedkafka;

import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker that cannot go on (its disk is full, its directory gone) ends its process. Here that process is the user's:
 * the fault ends the broker's thread instead, and clients find out by their time-outs.
 */
final class BrokerFaults {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerFaults.class);

    private BrokerFaults() {}

    static void keepThisProcessAlive() {
        Exit.setExitProcedure(BrokerFaults::endThread);
        Exit.setHaltProcedure(BrokerFaults::endThread);
    }

    private static void endThread(int status, String message) {
        LOG.debug("the embedded broker would have ended the process with {}: {}", status, message);
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
