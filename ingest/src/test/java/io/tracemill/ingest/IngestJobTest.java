package io.tracemill.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.ingest.IngestConfig.Rules;
import io.tracemill.ingest.communication.CommunicationNames;
import io.tracemill.ingest.publish.MemoryPublisher;
import io.tracemill.ingest.redact.RedactionRules;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.TraceHeader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IngestJobTest {

    private static final String PAIR = """
            {"traceEvents":[
             {"name":"aten::matmul","cat":"operator","ph":"X","ts":156432.5,"dur":245.3,"pid":1,"tid":123,"args":{"input_shapes":["[1024, 1024]","[1024, 1024]"],"device":"npu:0","stream":0,"correlation_id":4567}},
             {"name":"aclMatMul","cat":"kernel","ph":"X","ts":156435.2,"dur":240.1,"pid":1,"tid":124,"args":{"grid":[64,64,1],"block":[16,16,1],"registers_per_thread":32,"shared_memory":16384,"correlation_id":4567}}]}
            """;

    @Test
    void anOperatorAndAKernelOfAPlainTraceShareTheirCorrelationId() {
        Ingested trace = Ingested.of(PAIR);

        assertThat(trace.events())
                .containsExactly(
                        "OPERATOR aten::matmul cat=operator start=156432500 dur=245300 process=1 thread=123 device=npu:0"
                                + " stream=0 correlation=4567 launched_events=1 dims=[\"[1024, 1024]\",\"[1024, 1024]\"]",
                        "KERNEL aclMatMul cat=kernel start=156435200 dur=240100 process=1 thread=124 correlation=4567"
                                + " launch_in_trace=true grid=64,64,1 block=16,16,1 registers=32 shared=16384");
        assertThat(trace.report().dialect()).isEqualTo("chrome");
        assertThat(trace.letters()).isEmpty();
    }

    @Test
    void kinetoArgumentsBecomeFieldsAndTheRestStaysAsJson() {
        Ingested trace = Ingested.of("""
                {"schemaVersion": 1, "traceEvents": [
                 {"ph":"X","cat":"kernel","name":"gemm","pid":0,"tid":"stream 7","ts":10.001,"dur":5,"args":{
                  "External id":3,"queued":0,"device":0,"context":1,"stream":7,"correlation":9,"registers per thread":90,
                  "shared memory":49152,"blocks per SM":0.59,"grid":[64, 1, 1],"block":[128, 1, 1],
                  "est. achieved occupancy %":12.5,"sm__inst.sum":4,"dram__bytes.avg":1e3}},
                 {"ph":"X","cat":"cuda_runtime","name":"cudaLaunchKernel","pid":7,"tid":7,"ts":9,"dur":2,
                  "args":{"cbid":211,"correlation":9}},
                 {"ph":"X","cat":"cuda_runtime","name":"cudaEventRecord","pid":7,"tid":7,"ts":8,"dur":1,
                  "args":{"correlation":8}},
                 {"ph":"X","cat":"cpu_op","name":"aten::mm","pid":7,"tid":7,"ts":8,"dur":4,
                  "args":{"Input Dims":[[2, 3],[]],"Input type":["float",""]}}
                ]}
                """);

        assertThat(trace.events())
                .containsExactly(
                        "OPERATOR aten::mm cat=cpu_op start=8000 dur=4000 process=7 thread=7 dims=[[2,3],[]]"
                                + " types=[\"float\",\"\"]",
                        "RUNTIME cudaEventRecord cat=cuda_runtime start=8000 dur=1000 process=7 thread=7 correlation=8",
                        "LAUNCH cudaLaunchKernel cat=cuda_runtime start=9000 dur=2000 process=7 thread=7 correlation=9"
                                + " launched_events=1 args={\"cbid\":211}",
                        "KERNEL gemm cat=kernel start=10001 dur=5000 process=0 thread=stream 7 device=0 stream=7"
                                + " correlation=9 external=3 launch_in_trace=true grid=64,1,1 block=128,1,1 registers=90"
                                + " shared=49152 occupancy=12.5 counters={dram__bytes.avg=1000.0, sm__inst.sum=4.0}"
                                + " args={\"queued\":0,\"context\":1,\"blocks per SM\":0.59}");
    }

    @Test
    void theSpellingOf2021MeansTheSame() {
        Ingested trace = Ingested.of("""
                {"schemaVersion": 1, "traceEvents": [
                 {"ph":"X","cat":"Operator","name":"aten::add","pid":1,"tid":"1","ts":1,"dur":9,"args":{"Device":1}},
                 {"ph":"X","cat":"Operator","name":"ProfilerStep#3","pid":1,"tid":"1","ts":1,"dur":9,"args":{}},
                 {"ph":"X","cat":"Runtime","name":"cudaMemcpyAsync","pid":1,"tid":"1","ts":2,"dur":1,
                  "args":{"correlation":5,"external id":4}},
                 {"ph":"X","cat":"Memcpy","name":"Memcpy HtoD","pid":0,"tid":"stream 7","ts":4,"dur":0,
                  "args":{"correlation":5,"bytes":64}},
                 {"ph":"X","cat":"Communication","name":"x","pid":0,"tid":"stream 7","ts":5,"dur":0},
                 {"ph":"X","cat":"Kernel","name":"ncclAllReduceRing","pid":0,"tid":"stream 7","ts":6,"dur":0},
                 {"ph":"s","cat":"async","name":"l","id":5,"pid":1,"tid":"1","ts":2}
                ]}
                """);

        assertThat(trace.spans())
                .containsExactly(
                        "ANNOTATION ProfilerStep#3 1000 9000",
                        "OPERATOR aten::add 1000 9000",
                        "LAUNCH cudaMemcpyAsync 2000 1000",
                        "MEMCPY Memcpy HtoD 4000 0",
                        "COMMUNICATION x 5000 0",
                        "COMMUNICATION ncclAllReduceRing 6000 0");
        assertThat(trace.totals().getMerged()).containsExactly(Map.entry("flow", 1L));
    }

    @Test
    void metadataBehindTheEventsCountsAsMuchAsBeforeThem() {
        Ingested trace = Ingested.of("""
                {"traceEvents": [
                 {"ph":"X","cat":"gpu_user_annotation","name":"step","pid":2,"tid":7,"ts":1.5,"dur":1},
                 {"ph":"M","name":"process_name","pid":2,"tid":0,"ts":0,"args":{"name":"python"}},
                 {"ph":"M","name":"thread_name","pid":2,"tid":7,"args":{"name":"stream 7"}}],
                 "traceName": "/home/someone/trace.json", "os.environ": {"TOKEN": "secret"}, "username": "someone",
                 "deviceProperties": [{"id": 2, "name": "MI300X", "serial": "secret", "numSms": 304}],
                 "distributedInfo": {"rank": 5, "world_size": 8, "token": "secret", "pg_config": [{"pg_name": "0",
                  "ranks": [0, 1], "password": "secret", "backend_config": {"key": "secret"}}, "secret"]},
                 "baseTimeNanoseconds": 1700000000000000000}
                """);

        TraceEventBatch batch = trace.batches().get(0);
        TraceHeader header = batch.getHeader();
        assertThat(trace.events())
                .containsExactly("ANNOTATION step cat=gpu_user_annotation start=1700000000000001500 dur=1000 process=2"
                        + " thread=7 device=2 stream=7");
        assertThat(batch.getRank()).isEqualTo(5);
        assertThat(batch.getDate()).isEqualTo("2023-11-14");
        assertThat(header.getWorldSize()).isEqualTo(8);
        assertThat(header.getDeviceNames()).containsExactly(Map.entry("2", "MI300X"));
        assertThat(header.getProcessNames()).containsExactly(Map.entry("2", "python"));
        assertThat(header.getThreadNames()).containsExactly(Map.entry("2/7", "stream 7"));
        assertThat(header.getMetadata())
                .isEqualTo(Map.of(
                        "traceName", "\"trace.json\"",
                        "deviceProperties", "[{\"id\":2,\"name\":\"MI300X\",\"numSms\":304}]",
                        "distributedInfo",
                                "{\"rank\":5,\"world_size\":8,\"pg_config\":[{\"pg_name\":\"0\",\"ranks\":[0,1]}]}",
                        "baseTimeNanoseconds", "1700000000000000000"));
        assertThat(trace.batches().toString()).doesNotContain("secret").doesNotContain("someone");
    }

    @Test
    void beginsAndEndsArePairedInTimeOrderPerThread() {
        Ingested trace = Ingested.of("""
                [{"ph":"E","pid":1,"tid":1,"ts":30},
                 {"ph":"B","name":"outer","cat":"a","pid":1,"tid":1,"ts":10,"args":{"x":1}},
                 {"ph":"B","name":"inner","pid":1,"tid":1,"ts":20},
                 {"ph":"E","pid":1,"tid":1,"ts":40,"args":{"y":2}},
                 {"ph":"B","name":"open","pid":1,"tid":2,"ts":25},
                 {"ph":"X","name":"endless","pid":1,"tid":2,"ts":26},
                 {"ph":"E","pid":9,"tid":9,"ts":5},
                 {"ph":"i","name":"mark","pid":1,"tid":1,"ts":50,"s":"t"}]
                """);

        assertThat(trace.events())
                .containsExactly(
                        "OTHER outer cat=a start=10000 dur=30000 process=1 thread=1 args={\"x\":1,\"end_args\":{\"y\":2}}",
                        "OTHER inner start=20000 dur=10000 process=1 thread=1",
                        "OTHER open start=25000 dur=25000 process=1 thread=2 unclosed=true",
                        "OTHER endless start=26000 dur=24000 process=1 thread=2 unclosed=true",
                        "INSTANT mark start=50000 process=1 thread=1 args={\"s\":\"t\"}");
        assertThat(trace.rejected()).containsExactly("end-without-begin at 324");
        assertThat(trace.totals().getMerged()).containsExactly(Map.entry("end", 2L));
    }

    @Test
    void otherPhasesAreKeptWithTheirLetterAndId() {
        Ingested trace = Ingested.of("""
                [{"ph":"b","name":"async","id":"0x1","pid":1,"tid":1,"ts":1},
                 {"ph":"s","name":"flow","id":7,"pid":1,"tid":1,"ts":2},
                 {"ph":"C","name":"memory","pid":1,"ts":3,"args":{"used":12}}]
                """);

        assertThat(trace.events())
                .containsExactly(
                        "OTHER async start=1000 process=1 thread=1 args={\"id\":\"0x1\",\"ph\":\"b\"}",
                        "OTHER flow start=2000 process=1 thread=1 args={\"id\":7,\"ph\":\"s\"}",
                        "COUNTER memory start=3000 process=1 args={\"used\":12}");
    }

    @Test
    void onlyTheFirstCallWithAnIdIsItsLaunch() {
        Ingested trace = Ingested.of("""
                {"schemaVersion":1,"traceEvents":[
                 {"ph":"X","cat":"kernel","name":"k1","pid":0,"tid":7,"ts":9,"dur":1,"args":{"correlation":1}},
                 {"ph":"X","cat":"kernel","name":"k2","pid":0,"tid":7,"ts":11,"dur":1,"args":{"correlation":1}},
                 {"ph":"X","cat":"kernel","name":"early","pid":0,"tid":7,"ts":1,"dur":1,"args":{"correlation":2}},
                 {"ph":"X","cat":"cuda_driver","name":"later","pid":1,"tid":1,"ts":6,"dur":1,"args":{"correlation":1}},
                 {"ph":"X","cat":"cuda_runtime","name":"first","pid":1,"tid":1,"ts":5,"dur":9,"args":{"correlation":1}}]}
                """);

        assertThat(trace.events())
                .containsExactly(
                        "KERNEL early cat=kernel start=1000 dur=1000 process=0 thread=7 correlation=2"
                                + " launch_in_trace=false",
                        "LAUNCH first cat=cuda_runtime start=5000 dur=9000 process=1 thread=1 correlation=1"
                                + " launched_events=2",
                        "RUNTIME later cat=cuda_driver start=6000 dur=1000 process=1 thread=1 correlation=1",
                        "KERNEL k1 cat=kernel start=9000 dur=1000 process=0 thread=7 correlation=1 launch_in_trace=true",
                        "KERNEL k2 cat=kernel start=11000 dur=1000 process=0 thread=7 correlation=1"
                                + " launch_in_trace=true");
    }

    @Test
    void droppedCategoriesAreCountedAndNotPublished() {
        Ingested trace = Ingested.of(
                """
                [{"ph":"X","cat":"python_function","name":"f","pid":1,"tid":1,"ts":1,"dur":1},
                 {"ph":"B","cat":"Python_Function","name":"g","pid":1,"tid":1,"ts":1},
                 {"ph":"E","pid":1,"tid":1,"ts":2},
                 {"ph":"X","cat":"cpu_op","name":"op","pid":1,"tid":1,"ts":1,"dur":1}]
                """.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                Ingested.config()
                        .withRules(new Rules(
                                Set.of("Python_function"),
                                1.0,
                                CommunicationNames.KNOWN,
                                false,
                                RedactionRules.KNOWN)));

        assertThat(trace.spans()).containsExactly("OPERATOR op 1000 1000");
        assertThat(trace.totals().getFiltered()).isEqualTo(Map.of("python_function", 1L, "Python_Function", 1L));
        assertThat(trace.totals().getMerged()).isEqualTo(Map.of("end", 1L));
    }

    @Test
    void aFinishedTraceIsNotPublishedAgain() throws Exception {
        String id = Ingested.of(PAIR).report().traceId();
        java.nio.file.Path file = java.nio.file.Files.createTempFile("again", ".json");
        java.nio.file.Files.writeString(file, PAIR);
        IngestJob job = new IngestJob(
                Ingested.config(),
                () -> {
                    throw new AssertionError("nothing is published");
                },
                List.of(id)::contains,
                IngestProgress.NONE);
        try (job) {
            assertThat(job.ingest(file)).isEqualTo(new IngestOutcome.AlreadyFinished(id, "run", null, file));
        } finally {
            java.nio.file.Files.delete(file);
        }
    }

    @Test
    void whereOnlyWholeFilesAreWantedNoBeginningOfOneIsTaken() throws Exception {
        for (String whole : List.of(PAIR.strip(), "[{\"ph\":\"X\",\"name\":\"op\",\"ts\":1,\"dur\":1}]")) {
            for (int length = 2; length < whole.length(); length++) {
                assertThat(takes(whole.substring(0, length)))
                        .as(whole.substring(0, length))
                        .isFalse();
            }
            assertThat(takes(whole)).isTrue();
        }
    }

    private static boolean takes(String text) throws Exception {
        java.nio.file.Path file = java.nio.file.Files.createTempFile("part", ".json");
        java.nio.file.Files.writeString(file, text);
        IngestConfig config = Ingested.config()
                .withRules(new Rules(Set.of(), 1.0, CommunicationNames.KNOWN, true, RedactionRules.KNOWN));
        try (IngestJob job = new IngestJob(config, MemoryPublisher::new, id -> false, IngestProgress.NONE)) {
            IngestOutcome outcome = job.ingest(file);
            assertThat(outcome instanceof IngestOutcome.Published
                            || outcome.equals(new IngestOutcome.CutOff(file, text.length())))
                    .isTrue();
            return outcome instanceof IngestOutcome.Published;
        } finally {
            java.nio.file.Files.delete(file);
        }
    }
}
