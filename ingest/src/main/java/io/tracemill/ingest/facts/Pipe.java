package io.tracemill.ingest.facts;

/** Pipe: a part of a core that works in parallel with the others. */
public enum Pipe {
    CUBE("mac", "cube"),
    VECTOR("vec", "vector"),
    SCALAR("scalar", "scalar"),
    MTE1("mte1", "MTE1"),
    MTE2("mte2", "MTE2"),
    MTE3("mte3", "MTE3"),
    FIXPIPE("fixpipe", "fixpipe");

    private final String counter;
    private final String title;

    Pipe(String counter, String title) {
        this.counter = counter;
        this.title = title;
    }

    /** Its word in the names of counters. */
    String counter() {
        return counter;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }
}
