package io.tracemill.embeddedkafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Two ports of the loopback device that were free a moment ago. Another process may take one before the broker does.
 * The broker then fails to bind, and is started again on others.
 *
 * @param broker port for clients
 * @param controller port for the broker's own controller
 */
record FreePorts(int broker, int controller) {

    /** The address of every listener, which is reachable from this machine only. */
    static final String HOST = "127.0.0.1";

    static FreePorts find() throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try (ServerSocket broker = new ServerSocket(0, 1, loopback);
                ServerSocket controller = new ServerSocket(0, 1, loopback)) {
            return new FreePorts(broker.getLocalPort(), controller.getLocalPort());
        }
    }
}
