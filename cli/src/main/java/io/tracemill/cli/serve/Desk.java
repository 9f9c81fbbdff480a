package io.tracemill.cli.serve;

import io.tracemill.cli.http.Refusal;
import io.tracemill.cli.terminal.ErrorLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers questions, a few at a time. A question that is being answered is not answered once more for another reader,
 * and answers are kept as long as there is room and their files stay. A kept answer waits for no other question, and
 * those that take long leave a worker to the others. Thread-safe.
 */
final class Desk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

    /** Questions that are answered at a time. */
    static final int WORKERS = Math.max(2, Math.min(4, Runtime.getRuntime().availableProcessors()));

    private static final int MOST_WAITING = 128;
    private static final long PATIENCE_SECONDS = 5;

    /** Takes what is answered ahead of its readers. */
    private static final Taker<Answer> NOBODY = new Taker<>() {
        @Override
        public void take(Answer answer) {}

        @Override
        public void fail(Throwable error) {
            LOG.warn("a page could not be composed ahead: {}", ErrorLine.of(error));
        }
    };

    private final ServedArchive archive;
    private final AnswerCache cache;
    private final Map<String, List<Taker<Answer>>> asked = new HashMap<>();
    private final ThreadPoolExecutor workers;
    private final SlowLane slow;

    Desk(ServedArchive archive, AnswerCache cache) {
        this.archive = archive;
        this.cache = cache;
        this.workers = new ThreadPoolExecutor(
                WORKERS, WORKERS, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(MOST_WAITING), work -> {
                    Thread thread = new Thread(work, "answer");
                    thread.setDaemon(true);
                    return thread;
                });
        workers.allowCoreThreadTimeOut(true);
        this.slow = new SlowLane(workers, WORKERS - 1);
    }

    /** Answers a question. */
    void answer(Question question, Taker<Answer> reader) {
        answer(question, question.isSlow() ? slow : workers, reader);
    }

    private void answer(Question question, Executor by, Taker<Answer> reader) {
        Optional<Answer> kept = archive.askAtOnce(moment -> kept(question, moment));
        if (kept.isPresent()) {
            reader.take(kept.get());
            return;
        }
        synchronized (asked) {
            List<Taker<Answer>> others = asked.get(question.name());
            if (others != null) {
                others.add(reader);
                return;
            }
            asked.put(question.name(), new ArrayList<>(List.of(reader)));
        }
        ask(by, moment -> answer(question, moment), new Taker<>() {
            @Override
            public void take(Answer answer) {
                forget(question).forEach(each -> hand(() -> each.take(answer)));
            }

            @Override
            public void fail(Throwable error) {
                forget(question).forEach(each -> hand(() -> each.fail(error)));
            }
        });
    }

    /**
     * Reads what the first reader will ask for, before there is one, and answers some questions, a worker being left to
     * others. The answers after these take less time than the first ones did, because the code has been compiled.
     */
    void prepare(ServedArchive.Use<List<Question>> first) {
        ask(
                workers,
                moment -> {
                    LOG.info("serving {} runs", moment.readAhead().size());
                    return first.of(moment);
                },
                new Taker<>() {
                    @Override
                    public void take(List<Question> questions) {
                        questions.forEach(question -> answer(question, slow, NOBODY));
                    }

                    @Override
                    public void fail(Throwable error) {
                        LOG.warn("the runs cannot be listed: {}", ErrorLine.of(error));
                    }
                });
    }

    private List<Taker<Answer>> forget(Question question) {
        synchronized (asked) {
            return Objects.requireNonNullElse(asked.remove(question.name()), List.of());
        }
    }

    /** Asks for what is not kept, and takes long. */
    <T> void once(ServedArchive.Use<T> use, Taker<T> reader) {
        ask(slow, use, reader);
    }

    private <T> void ask(Executor by, ServedArchive.Use<T> use, Taker<T> reader) {
        try {
            by.execute(() -> work(use, reader));
        } catch (RejectedExecutionException e) {
            reader.fail(new Refusal(503, "too many requests are waiting; try again in a few seconds"));
        }
    }

    private <T> void work(ServedArchive.Use<T> use, Taker<T> reader) {
        T value;
        try {
            value = archive.ask(use);
        } catch (IOException | RuntimeException | Error e) {
            hand(() -> reader.fail(e));
            return;
        }
        hand(() -> reader.take(value));
    }

    /** Hands something to a reader, whose fault is not that of others. */
    private static void hand(Runnable delivery) {
        try {
            delivery.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("an answer could not be handed over: {}", ErrorLine.of(e));
        }
    }

    /** The answer that is kept, if that can be told without reading. */
    private Optional<Answer> kept(Question question, Moment moment) throws IOException {
        return moment.knowsTraces()
                ? cache.get(question.name(), question.stamp().of(moment))
                : Optional.empty();
    }

    private Answer answer(Question question, Moment moment) throws IOException {
        String stamp = question.stamp().of(moment);
        Optional<Answer> kept = cache.get(question.name(), stamp);
        if (kept.isPresent()) {
            return kept.get();
        }
        Answer answer = question.composition().of(moment);
        cache.put(question.name(), stamp, answer);
        return answer;
    }

    /** Ends once the answers that are being composed have ended, or soon. */
    @Override
    public void close() {
        workers.shutdownNow();
        try {
            workers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
