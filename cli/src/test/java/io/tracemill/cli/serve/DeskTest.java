package io.tracemill.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.http.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DeskTest {

    @TempDir
    private Path dir;

    private ServedArchive archive;
    private Desk desk;

    @BeforeEach
    void open() throws IOException {
        new TinyArchive(Files.createDirectories(dir.resolve("archive"))).add("main", "t1");
        archive = ServedArchive.open(dir.resolve("archive"));
        desk = new Desk(archive, new AnswerCache(1 << 20));
    }

    @AfterEach
    void close() throws IOException {
        desk.close();
        archive.close();
    }

    /** Counts what comes. */
    private record Counter(List<Throwable> errors, AtomicInteger answers, CountDownLatch left)
            implements Taker<Answer> {

        static Counter of(int readers) {
            return new Counter(
                    Collections.synchronizedList(new ArrayList<>()), new AtomicInteger(), new CountDownLatch(readers));
        }

        @Override
        public void take(Answer value) {
            answers.incrementAndGet();
            left.countDown();
        }

        @Override
        public void fail(Throwable error) {
            errors.add(error);
            left.countDown();
        }

        void await() throws InterruptedException {
            assertThat(left.await(50, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static Answer after(CountDownLatch gate, AtomicInteger composed) throws IOException {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        composed.incrementAndGet();
        return Answer.of("text/plain", out -> out.write('x'));
    }

    @Test
    void aQuestionOfManyReadersIsAnsweredOnce() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger composed = new AtomicInteger();
        Question question = new Question("same", Moment::stamp, moment -> after(gate, composed));
        Counter readers = Counter.of(51);
        for (int i = 0; i < 50; i++) {
            desk.answer(question, readers);
        }
        gate.countDown();
        desk.answer(question, readers);
        readers.await();

        assertThat(composed).hasValue(1);
        assertThat(readers.answers).hasValue(51);
    }

    @Test
    void moreQuestionsThanCanWaitAreRefused() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger composed = new AtomicInteger();
        Counter readers = Counter.of(500);
        for (int i = 0; i < 500; i++) {
            desk.answer(new Question("question " + i, Moment::stamp, moment -> after(gate, composed)), readers);
        }
        gate.countDown();
        readers.await();

        assertThat(readers.errors).isNotEmpty().allSatisfy(error -> {
            assertThat(((Refusal) error).status()).isEqualTo(503);
            assertThat(error).hasMessage("too many requests are waiting; try again in a few seconds");
        });
        assertThat(composed.get() + readers.errors.size()).isEqualTo(500);
    }

    @Test
    void whatTakesLongLeavesAWorkerAndAKeptAnswerNeedsNone() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger composed = new AtomicInteger();
        AtomicInteger moments = new AtomicInteger();
        Question soon = new Question("soon", Moment::stamp, moment -> {
            moment.readAhead();
            return Answer.of("text/plain", out -> out.write(moments.incrementAndGet()));
        });
        Counter slow = Counter.of(2 * Desk.WORKERS);
        for (int i = 0; i < 2 * Desk.WORKERS; i++) {
            desk.answer(new Question("slow " + i, Moment::stamp, moment -> after(gate, composed), true), slow);
        }
        Counter first = Counter.of(1);
        desk.answer(soon, first);
        first.await();

        for (int i = 0; i < Desk.WORKERS; i++) {
            desk.answer(new Question("busy " + i, Moment::stamp, moment -> after(gate, composed)), Counter.of(1));
        }
        Counter second = Counter.of(1);
        desk.answer(soon, second);
        assertThat(second.answers).as("answers while all workers are busy").hasValue(1);
        assertThat(moments).hasValue(1);
        assertThat(composed).hasValue(0);

        gate.countDown();
        slow.await();
        assertThat(slow.answers).hasValue(2 * Desk.WORKERS);
    }

    @Test
    void whatFailsWhileFilesAreReplacedIsAskedAgain() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        Counter reader = Counter.of(1);
        desk.answer(
                new Question("replaced", Moment::stamp, moment -> {
                    if (attempts.incrementAndGet() == 1) {
                        new TinyArchive(dir.resolve("archive")).add("main", "t2");
                        throw new IOException("a file is gone");
                    }
                    return Answer.of("text/plain", out -> out.write('x'));
                }),
                reader);
        reader.await();
        assertThat(reader.answers).hasValue(1);

        Counter other = Counter.of(1);
        desk.answer(
                new Question("broken", Moment::stamp, moment -> {
                    attempts.incrementAndGet();
                    throw new IOException("a file is broken");
                }),
                other);
        other.await();
        assertThat(other.errors).hasSize(1);
        assertThat(attempts).hasValue(3);
    }
}
