package io.tracemill.streams.trace;

/** Something with a name in a batch's strings: a span, or what is remembered of one. */
public interface Named {

    /** The table the name is in. */
    BatchStrings strings();

    /** Index of the name. */
    int nameIndex();

    /** The name itself. */
    default String text() {
        return strings().get(nameIndex());
    }

    /** A name alone. */
    record Name(BatchStrings strings, int nameIndex) implements Named {}
}
