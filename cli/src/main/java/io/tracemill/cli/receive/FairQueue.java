package io.tracemill.cli.receive;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;

/**
 * Work that waits. Tokens take turns, and in the turns of a token its places do, so who has much waits longer for it
 * than who has little. Of large work, only so much is under way at a time; what is not large gets past it. Thread-safe.
 * The room that tokens have bounds it.
 */
final class FairQueue<T> {

    private final int mostLarge;

    /** By token; both maps are in the order of their turns. */
    private final Map<String, Map<Place, Queue<T>>> waiting = new LinkedHashMap<>();

    private int largeUnderWay;
    private boolean isClosed;

    /**
     * Work that has begun.
     *
     * @param place where it waited
     */
    record Begun<T>(Place place, T work) {}

    /**
     * Nothing waits yet.
     *
     * @param mostLarge large work that may be under way at a time, at least 1
     */
    FairQueue(int mostLarge) {
        this.mostLarge = mostLarge;
    }

    /** Adds work; false if nobody will do it any more. */
    synchronized boolean add(Place place, T work) {
        if (isClosed) {
            return false;
        }
        waiting.computeIfAbsent(place.token(), token -> new LinkedHashMap<>())
                .computeIfAbsent(place, own -> new ArrayDeque<>())
                .add(work);
        notifyAll();
        return true;
    }

    /** Begins the next work, which is waited for; who began it ends it. */
    synchronized Begun<T> begin() throws InterruptedException {
        Optional<Place> next = next();
        while (next.isEmpty()) {
            wait();
            next = next();
        }
        largeUnderWay += next.get().isLarge() ? 1 : 0;
        return new Begun<>(next.get(), take(next.get()));
    }

    private Optional<Place> next() {
        return waiting.values().stream()
                .flatMap(places -> places.keySet().stream())
                .filter(place -> !place.isLarge() || largeUnderWay < mostLarge)
                .findFirst();
    }

    /** The next work of a place; place and token go behind the others. */
    private T take(Place place) {
        Map<Place, Queue<T>> places = Objects.requireNonNull(waiting.remove(place.token()));
        Queue<T> queue = Objects.requireNonNull(places.remove(place));
        T work = queue.remove();
        if (!queue.isEmpty()) {
            places.put(place, queue);
        }
        if (!places.isEmpty()) {
            waiting.put(place.token(), places);
        }
        return work;
    }

    /** Ends work that was begun. */
    synchronized void end(Begun<T> begun) {
        if (begun.place().isLarge()) {
            largeUnderWay--;
            notifyAll();
        }
    }

    /** From now on it takes nothing. */
    synchronized void close() {
        isClosed = true;
    }

    /** Number of things that wait. */
    synchronized int size() {
        return waiting.values().stream()
                .flatMap(places -> places.values().stream())
                .mapToInt(Queue::size)
                .sum();
    }
}
