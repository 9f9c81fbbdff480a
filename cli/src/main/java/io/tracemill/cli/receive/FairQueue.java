package io.tracemill.cli.receive;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/**
 * Work of several owners, of which each in turn gets one thing done: who has much waits longer for it than who has
 * little. Thread-safe. The room that owners have bounds it.
 */
final class FairQueue<T> {

    private final Map<String, Queue<T>> waiting = new HashMap<>();
    private final Queue<String> turns = new ArrayDeque<>();
    private boolean isClosed;

    /** Adds work; false if nobody will do it any more. */
    synchronized boolean add(String owner, T work) {
        if (isClosed) {
            return false;
        }
        Queue<T> own = waiting.get(owner);
        if (own == null) {
            own = new ArrayDeque<>();
            waiting.put(owner, own);
            turns.add(owner);
        }
        own.add(work);
        notifyAll();
        return true;
    }

    /** The next work, which is waited for. */
    synchronized T take() throws InterruptedException {
        while (turns.isEmpty()) {
            wait();
        }
        String owner = turns.remove();
        Queue<T> own = waiting.getOrDefault(owner, new ArrayDeque<>());
        T work = own.remove();
        if (own.isEmpty()) {
            waiting.remove(owner);
        } else {
            turns.add(owner);
        }
        return work;
    }

    /** From now on it takes nothing. */
    synchronized void close() {
        isClosed = true;
    }

    /** Number of things that wait. */
    synchronized int size() {
        return waiting.values().stream().mapToInt(Queue::size).sum();
    }
}
