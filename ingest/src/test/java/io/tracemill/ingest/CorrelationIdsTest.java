package io.tracemill.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids that launches share with device events: which are ids, and whose. */
class CorrelationIdsTest {

    @ParameterizedTest
    @ValueSource(strings = {"0", "\"0\"", "-0"})
    void zeroIsNoIdAndStaysAnArgument(String zero) {
        Ingested trace = Ingested.of("""
                {"schemaVersion":1,"traceEvents":[
                 {"ph":"X","cat":"cuda_runtime","name":"sync","pid":5,"tid":5,"ts":1,"dur":1,"args":{"correlation":%1$s}},
                 {"ph":"X","cat":"kernel","name":"k","pid":0,"tid":7,"ts":3,"dur":1,"args":{"correlation":%1$s}}]}
                """.formatted(zero));

        assertThat(trace.events())
                .containsExactly(
                        "RUNTIME sync cat=cuda_runtime start=1000 dur=1000 process=5 thread=5 args={\"correlation\":"
                                + zero + "}",
                        "KERNEL k cat=kernel start=3000 dur=1000 process=0 thread=7 launch_in_trace=false"
                                + " args={\"correlation\":" + zero + "}");
    }

    @Test
    void zeroIsNoIdInAPlainTraceEither() {
        Ingested trace = Ingested.of("""
                [{"ph":"X","cat":"operator","name":"op","pid":1,"tid":1,"ts":1,"dur":9,"args":{"correlation_id":0}},
                 {"ph":"X","cat":"kernel","name":"k","pid":1,"tid":2,"ts":3,"dur":1,"args":{"correlation_id":0}}]
                """);

        assertThat(trace.events())
                .containsExactly(
                        "OPERATOR op cat=operator start=1000 dur=9000 process=1 thread=1 args={\"correlation_id\":0}",
                        "KERNEL k cat=kernel start=3000 dur=1000 process=1 thread=2 launch_in_trace=false"
                                + " args={\"correlation_id\":0}");
    }
}
