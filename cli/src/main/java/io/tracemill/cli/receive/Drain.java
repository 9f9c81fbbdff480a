package io.tracemill.cli.receive;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;

/**
 * Reads what a client still sends after its answer, for a while: if a connection is closed while it sends, the client
 * may never see the answer.
 */
final class Drain implements Runnable {

    private static final long MOST_BYTES = 64L << 20;
    private static final long MOST_SECONDS = 5;

    private final Exchange exchange;
    private final long begin = NanoTime.now();
    private long bytes;

    private Drain(Exchange exchange) {
        this.exchange = exchange;
    }

    /** Ends an exchange once its answer is sent, and the rest of the body read if the client sends one. */
    static Callback of(Exchange exchange) {
        return exchange.expectsContinue()
                ? exchange.callback()
                : Callback.from(new Drain(exchange), exchange.callback()::failed);
    }

    @Override
    public void run() {
        while (bytes < MOST_BYTES && NanoTime.secondsSince(begin) < MOST_SECONDS) {
            Content.Chunk chunk = exchange.request().read();
            if (chunk == null) {
                exchange.request().demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                break;
            }
            bytes += chunk.remaining();
            boolean isLast = chunk.isLast();
            chunk.release();
            if (isLast) {
                break;
            }
        }
        exchange.callback().succeeded();
    }
}
