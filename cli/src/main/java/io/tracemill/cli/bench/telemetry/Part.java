package io.tracemill.cli.bench.telemetry;

import io.tracemill.bench.measure.ThreadRole;

/** What a thread works on, told by the first characters of its name. */
enum Part {
    EXPORTERS("exporters, made up"),
    READ("read, resolve, encode"),
    SEND("send to the broker"),
    BROKER("broker"),
    ARCHIVE("archive"),
    /** With its producers, whose threads are told by {@link OwnUse}. */
    FLEET("fleet topology"),
    TRACES("traces, made up and analysed"),
    COMPILE(ThreadRole.COMPILE.title()),
    COLLECT(ThreadRole.COLLECT.title()),
    JVM(ThreadRole.JVM.title());

    private final String title;

    Part(String title) {
        this.title = title;
    }

    static Part of(String thread) {
        if (thread.startsWith("exporters")) {
            return EXPORTERS;
        }
        if (thread.startsWith("readings")) {
            return READ;
        }
        if (thread.startsWith(FleetRun.CLIENT + "-")) {
            return FLEET;
        }
        if (thread.startsWith(TraceFlood.CLIENT)) {
            return TRACES;
        }
        if (thread.startsWith("kafka-c")) { // those of the archive; others only beat
            return ARCHIVE;
        }
        return switch (ThreadRole.of(thread)) {
            case SEND -> SEND;
            case ARCHIVE -> ARCHIVE;
            case COMPILE -> COMPILE;
            case COLLECT -> COLLECT;
            case READ, PARSE -> TRACES;
            case JVM, SPLIT -> JVM; // the main thread waits
            default -> BROKER;
        };
    }

    /** For tables, and as a key in JSON. */
    String title() {
        return title;
    }
}
