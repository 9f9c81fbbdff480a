package io.tracemill.systemtests.services;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A proxy between the services and a broker that advertises {@link #address}. It forwards everything until it is told
 * to fail; the broker itself goes on running.
 */
final class BreakableNetwork implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private volatile String broker = "";
    private volatile boolean down;

    BreakableNetwork() throws IOException {
        inBackground(() -> {
            while (!server.isClosed()) {
                connect(server.accept());
            }
        });
    }

    /** Where clients connect. */
    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** Passes on to a broker. */
    void leadTo(String address) {
        broker = address;
    }

    /** Cuts all connections, and takes no new ones. */
    void fail() {
        down = true;
        connections.forEach(BreakableNetwork::cut);
    }

    void recover() {
        down = false;
    }

    private void connect(Socket client) throws IOException {
        connections.add(client);
        if (down) {
            cut(client);
            return;
        }
        Socket onward = new Socket(
                InetAddress.getLoopbackAddress(), Integer.parseInt(broker.substring(broker.indexOf(':') + 1)));
        connections.add(onward);
        pass(client, onward);
        pass(onward, client);
    }

    private void pass(Socket from, Socket to) {
        inBackground(() -> {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } finally {
                connections.remove(from);
            }
        });
    }

    private static void cut(Socket connection) {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    /** Work ends when its connection does. */
    private static void inBackground(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        fail();
    }
}
