package io.tracemill.bench.measure;

/** What a thread of an analysis works on, told by the name of the thread. */
public enum ThreadRole {
    READ("read, decompress, hash", "read-ah.*"),
    SPLIT("split, sort, publish", "main|java"),
    PARSE("parse", "parse-.*"),
    SEND("producers' network", "kafka-p.*"),
    ANALYSE("topology", "tracemi.*"),
    ARCHIVE("archive", "archive.*|parquet.*"),
    /** Only what is read beside the main thread. */
    REPORT("report", "read-me.*"),
    COMPILE("compiler (JIT)", "C[12] Comp.*"),
    COLLECT("garbage collector", "GC Thre.*|ParGC T.*|G1 .*|VM Thre.*"),
    JVM(
            "rest of the JVM",
            "VM Peri.*|Signal .*|Service.*|Finaliz.*|Referen.*|Monitor.*|Sweeper.*|Notific.*|Common-.*|Attach"
                    + " .*|Destroy.*|measure.*"),
    BROKER("broker and clients", ".*");

    private final String title;
    /**
     * Tells threads apart by 7 characters: newer JDKs give the system a thread's first 7 and last 6, older ones its
     * first 15.
     */
    private final String threads;

    ThreadRole(String title, String threads) {
        this.title = title;
        this.threads = threads;
    }

    /** The role of a thread of this name. */
    public static ThreadRole of(String thread) {
        for (ThreadRole role : values()) {
            if (thread.matches(role.threads)) {
                return role;
            }
        }
        return BROKER;
    }

    /** For tables, and as a key in JSON. */
    public String title() {
        return title;
    }

    /** Whether it is a stage of the pipeline, which waits for the stages beside it. */
    public boolean isOfThePipeline() {
        return this == READ || this == SPLIT || this == PARSE || this == ANALYSE || this == ARCHIVE;
    }
}
