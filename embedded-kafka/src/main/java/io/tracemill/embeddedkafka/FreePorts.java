package io.tracemill.embeddedkafka;

import java.io.IOException;
import java.net.BindException;
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

    /**
     * Finds two ports.
     *
     * @param wanted the port for clients; 0 for any
     * @throws BindException if it is in use; the message is one line
     */
    static FreePorts find(int wanted) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try (ServerSocket broker = new ServerSocket(wanted, 1, loopback);
                ServerSocket controller = new ServerSocket(0, 1, loopback)) {
            return new FreePorts(broker.getLocalPort(), controller.getLocalPort());
        } catch (BindException e) {
            BindException taken = new BindException(HOST + ":" + wanted + " is in use by another process");
            taken.initCause(e);
            throw taken;
        }
    }
}
