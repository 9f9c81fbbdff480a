package io.tracemill.cli.serve;

/** Takes what comes later: either a value or an error, once. */
interface Taker<T> {

    /** Takes the value. */
    void take(T value);

    /** Takes the error instead. */
    void fail(Throwable error);
}
