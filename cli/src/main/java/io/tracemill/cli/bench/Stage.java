package io.tracemill.cli.bench;

/** What a thread of an analysis works on, as its name says. */
enum Stage {
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
            "VM Peri.*|Signal .*|Service.*|Finaliz.*|Referen.*|Monitor.*|Sweeper.*|Notific.*|Common-.*|Attach .*|Destroy.*|measure.*"),
    BROKER("broker and clients", ".*");

    private final String title;
    /** Tells threads apart by 7 characters: newer JDKs give the system a thread's first 7 and last 6, older ones its first 15. */
    private final String threads;

    Stage(String title, String threads) {
        this.title = title;
        this.threads = threads;
    }

    static Stage of(String thread) {
        for (Stage stage : values()) {
            if (thread.matches(stage.threads)) {
                return stage;
            }
        }
        return BROKER;
    }

    String title() {
        return title;
    }

    /** Whether it has neighbours to wait for. */
    boolean isOfThePipeline() {
        return this == READ || this == SPLIT || this == PARSE || this == ANALYSE || this == ARCHIVE;
    }
}
