package io.tracemill.storage;

import io.tracemill.schemas.DeadLetter;
import java.util.List;

/** A sink that keeps dead letters in a list. */
record ListedLetters(List<DeadLetter> letters) implements DeadLetterSink {
    @Override
    public void send(DeadLetter letter) {
        letters.add(letter);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
