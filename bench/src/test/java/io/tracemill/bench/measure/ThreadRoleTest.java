package io.tracemill.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A thread's work is told by its name, whole, or as older and newer JDKs cut it for the system. */
class ThreadRoleTest {

    @ParameterizedTest
    @CsvSource({
        "java,SPLIT",
        "main,SPLIT",
        "read-ahead,READ",
        "parse-1,PARSE",
        "kafka-producer-network-thread | producer-1,SEND",
        "kafka-producer-,SEND",
        "kafka-p..ucer-1,SEND",
        "tracemill.topology-39821401-79cd-StreamThread-1,ANALYSE",
        "tracemill.topol,ANALYSE",
        "tracemi..read-1,ANALYSE",
        "archive,ARCHIVE",
        "read-memory,REPORT",
        "C2 CompilerThre,COMPILE",
        "C1 Comp..hread0,COMPILE",
        "GC Thread#0,COLLECT",
        "VM Thread,COLLECT",
        "VM Periodic Tas,JVM",
        "data-plane-kafk,BROKER",
        "kafka-1-raft-io-thread,BROKER",
        "group-coordinator-event-processor-0,BROKER"
    })
    void aThreadIsKnownByItsName(String thread, ThreadRole stage) {
        assertThat(ThreadRole.of(thread)).isEqualTo(stage);
    }
}
