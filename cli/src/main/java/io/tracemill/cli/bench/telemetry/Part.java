package io.tracemill.cli.bench.telemetry;

/** What a thread works on, told by the first characters of its name. */
enum Part {
    EXPORTERS("exporters, made up", "exporters.*"),
    READ("read, resolve, encode", "readings.*"),
    SEND("send to the broker", "kafka-p.*"),
    BROKER("broker", ".*"),
    ARCHIVE("archive", "archive.*|parquet.*|kafka-c.*"),
    COMPILE("compiler (JIT)", "C[12] Comp.*"),
    COLLECT("garbage collector", "GC Thre.*|ParGC T.*|G1 .*|VM Thre.*"),
    JVM(
            "rest of the JVM",
            "VM Peri.*|Signal .*|Service.*|Finaliz.*|Referen.*|Monitor.*|Sweeper.*|Notific.*|Common-.*|Attach"
                    + " .*|Destroy.*|main|java|JFR.*");

    private final String title;
    private final String threads;

    Part(String title, String threads) {
        this.title = title;
        this.threads = threads;
    }

    static Part of(String thread) {
        for (Part part : values()) {
            if (part != BROKER && thread.matches(part.threads)) {
                return part;
            }
        }
        return BROKER;
    }

    /** For tables, and as a key in JSON. */
    String title() {
        return title;
    }
}
