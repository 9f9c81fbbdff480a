package io.tracemill.cli.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnswerCacheTest {

    private static final int ROOM = 10_000;

    private final AnswerCache cache = new AnswerCache(ROOM);

    /** An answer of at least this size, which compression does not make smaller. */
    private static Answer answer(int bytes) throws IOException {
        byte[] noise = new byte[bytes];
        new Random(bytes).nextBytes(noise);
        return Answer.of("text/plain", out -> out.write(noise));
    }

    @Test
    void anAnswerIsKeptUntilItsFilesChange() throws IOException {
        Answer answer = Answer.of("text/plain", out -> out.write("yes".getBytes(UTF_8)));
        cache.put("question", "files", answer);

        assertThat(cache.get("question", "files")).contains(answer);
        assertThat(cache.get("question", "other files")).isEmpty();
        assertThat(cache.get("other question", "files")).isEmpty();
    }

    @Test
    void itNeverHoldsMoreThanItMay() throws IOException {
        for (int i = 0; i < 100; i++) {
            cache.put("question " + i, "files", answer(1_000 + i));
            assertThat(cache.get("question 0", "files"))
                    .as("it is asked for all the time")
                    .isPresent();
            assertThat(cache.bytes()).isLessThanOrEqualTo(ROOM);
        }
        assertThat(cache.get("question 99", "files")).isPresent();
        assertThat(cache.get("question 50", "files")).isEmpty();
    }

    @Test
    void whatIsLargerThanAllItsRoomIsNotKept() throws IOException {
        cache.put("small", "files", answer(100));
        cache.put("large", "files", answer(2 * ROOM));

        assertThat(cache.get("large", "files")).isEmpty();
        assertThat(cache.bytes()).isZero();
    }

    @Test
    void anotherAnswerToTheSameQuestionTakesItsPlace() throws IOException {
        cache.put("question", "files", answer(4_000));
        cache.put("question", "more files", answer(3_000));

        assertThat(cache.bytes()).isBetween(3_000L, 4_000L);
    }
}
