package io.tracemill.cli.serve;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Work that takes long, of which fewer are done at a time than there are workers. The others wait. Thread-safe. */
final class SlowLane implements Executor {

    private static final int MOST_WAITING = 32;

    private final Executor workers;
    private final int most;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    /**
     * A lane to these workers.
     *
     * @param most how many of them it takes
     */
    SlowLane(Executor workers, int most) {
        this.workers = workers;
        this.most = most;
    }

    @Override
    public synchronized void execute(Runnable work) {
        if (running < most) {
            workers.execute(() -> doAll(work));
            running++;
        } else if (waiting.size() < MOST_WAITING) {
            waiting.add(work);
        } else {
            throw new RejectedExecutionException("the lane is full");
        }
    }

    private void doAll(Runnable first) {
        @Nullable Runnable work = first;
        while (work != null) {
            work.run();
            work = next();
        }
    }

    private synchronized @Nullable Runnable next() {
        @Nullable Runnable next = waiting.poll();
        if (next == null) {
            running--;
        }
        return next;
    }
}
