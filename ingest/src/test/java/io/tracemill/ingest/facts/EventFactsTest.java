package io.tracemill.ingest.facts;

import static io.tracemill.schemas.flat.Attribute.COLLECTIVE;
import static io.tracemill.schemas.flat.Attribute.COLLECTIVE_ELEMENT_TYPE;
import static io.tracemill.schemas.flat.Attribute.COLLECTIVE_GROUP;
import static io.tracemill.schemas.flat.Attribute.COLLECTIVE_GROUP_SIZE;
import static io.tracemill.schemas.flat.Attribute.COLLECTIVE_MESSAGE_BYTES;
import static io.tracemill.schemas.flat.Attribute.COLLECTIVE_NAME;
import static io.tracemill.schemas.flat.Attribute.COLLECTIVE_OPERATION;
import static io.tracemill.schemas.flat.Attribute.COLLECTIVE_OUTPUT_BYTES;
import static io.tracemill.schemas.flat.Attribute.COLLECTIVE_PEER;
import static io.tracemill.schemas.flat.Attribute.COLLECTIVE_RANKS;
import static io.tracemill.schemas.flat.Attribute.COLLECTIVE_RECEIVES;
import static io.tracemill.schemas.flat.Attribute.COLLECTIVE_SENDS;
import static io.tracemill.schemas.flat.Attribute.COLLECTIVE_SEQUENCE;
import static io.tracemill.schemas.flat.Attribute.GRAPH_LAUNCH;
import static io.tracemill.schemas.flat.Attribute.NAME;
import static io.tracemill.schemas.flat.Attribute.STEP_MARK;
import static io.tracemill.schemas.flat.Attribute.STREAM;
import static io.tracemill.schemas.flat.Attribute.SYNC_SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.flat.Attribute;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventFactsTest {

    @Test
    void anAnnotationNamedAfterAStepMarksIt() {
        assertThat(fact(EventKind.ANNOTATION, "ProfilerStep#4", STEP_MARK)).isEqualTo("4");
        assertThat(fact(EventKind.ANNOTATION, "ProfilerStep#", STEP_MARK)).isNull();
        assertThat(fact(EventKind.ANNOTATION, "ProfilerStep#1234567890", STEP_MARK))
                .isNull();
        assertThat(fact(EventKind.ANNOTATION, "my ProfilerStep#4", STEP_MARK)).isNull();
        assertThat(fact(EventKind.OPERATOR, "ProfilerStep#4", STEP_MARK)).isNull();
    }

    @Test
    void aCallOfAnyRuntimeThatLaunchesAGraphIsToldByItsName() {
        assertThat(fact(EventKind.RUNTIME, "cudaGraphLaunch", GRAPH_LAUNCH)).isEqualTo("true");
        assertThat(fact(EventKind.RUNTIME, "hipGraphLaunch_v2", GRAPH_LAUNCH)).isEqualTo("true");
        assertThat(fact(EventKind.RUNTIME, "cudaLaunchKernel", GRAPH_LAUNCH)).isNull();
        assertThat(fact(EventKind.KERNEL, "cudaGraphLaunch", GRAPH_LAUNCH)).isNull();
    }

    @Test
    void aSyncThatWaitsForAllIsOfItsStreamOrIfItNamesNoneOfItsDevice() {
        assertThat(scope("{\"cuda_sync_kind\":\"Stream Sync\"}", "7")).isEqualTo("STREAM");
        assertThat(scope("{\"cuda_sync_kind\":\"Context Sync\"}", "7")).isEqualTo("STREAM");
        for (String unnamed : new String[] {"", "-1", "4294967295"}) {
            assertThat(scope("{\"cuda_sync_kind\":\"Device Sync\"}", unnamed)).isEqualTo("DEVICE");
        }
        FactEvent without = FactEvent.of(EventKind.SYNC, "s").args("{\"cuda_sync_kind\":\"Context Sync\"}");
        assertThat(without.told().value(SYNC_SCOPE)).isEqualTo("DEVICE");
    }

    @Test
    void aSyncThatWaitsForASingleEventHasNoScope() {
        assertThat(scope("{\"cuda_sync_kind\":\"Stream Wait Event\"}", "7")).isNull();
        assertThat(scope("{\"kind\":\"Stream Sync\"}", "7")).isNull();
        assertThat(FactEvent.of(EventKind.SYNC, "s").told().has(SYNC_SCOPE)).isFalse();
    }

    private static @Nullable String scope(String args, String stream) {
        return FactEvent.of(EventKind.SYNC, "s")
                .args(args)
                .with(STREAM, stream)
                .told()
                .value(SYNC_SCOPE);
    }

    @Test
    void aCollectiveOfPyTorchSaysWhatItDoesAmongWhomAndHowMuch() {
        FactEvent event = FactEvent.of(EventKind.COMMUNICATION, "ncclDevKernel")
                .args("{\"Collective name\":\"allreduce\",\"In msg nelems\":2049000,\"Out msg nelems\":1,"
                        + "\"dtype\":\"BFloat16\",\"Group size\":8,\"Process Group Name\":3}")
                .told();
        assertThat(facts(event)).containsExactly("allreduce", null, "3", "8", "BFloat16", "4098000", null);
        assertThat(event.value(COLLECTIVE_OUTPUT_BYTES)).isEqualTo("2");
        assertThat(event.has(COLLECTIVE_RANKS)).isFalse();
    }

    @Test
    void theRanksOfAGroupAreThoseListedOrElseFollowFromTheFirst() {
        String listed = "{\"Group size\":3,\"Process Group Ranks\":\"[0, 4, 9]\",\"Seq\":17}";
        FactEvent event = FactEvent.of(EventKind.COMMUNICATION, "ncclDevKernel")
                .args(listed)
                .told();
        assertThat(event.value(COLLECTIVE_RANKS)).isEqualTo("[0,4,9]");
        assertThat(event.value(COLLECTIVE_SEQUENCE)).isEqualTo("17");
        String cut = "\"Group size\":4,\"Process Group Ranks\":\"[1, 9, ...]\"";
        assertThat(ranks("{" + cut + ",\"Global rank start\":1,\"Global rank stride\":8}"))
                .isEqualTo("[1,9,17,25]");
        assertThat(ranks("{" + cut + ",\"Global rank start\":1}")).isNull();
        assertThat(ranks("{" + cut + ",\"Global rank start\":1,\"Global rank stride\":0}"))
                .isNull();
    }

    private static @Nullable String ranks(String args) {
        return FactEvent.of(EventKind.COMMUNICATION, "ncclDevKernel")
                .args(args)
                .told()
                .value(COLLECTIVE_RANKS);
    }

    @Test
    void theBytesOfElementsOfAnUnknownTypeAreUnknown() {
        FactEvent event = FactEvent.of(EventKind.COMMUNICATION, "c")
                .args("{\"In msg nelems\":10,\"dtype\":\"Float3\",\"Group size\":\"many\"}")
                .told();
        assertThat(facts(event)).containsExactly(null, null, null, null, "Float3", null, null);
    }

    @Test
    void aCollectiveOfAscendIsToldByItsName() {
        FactEvent sum = FactEvent.of(EventKind.COMMUNICATION, "hcom_allReduce__586_0_1")
                .args("{\"data_type\":\"FP32\",\"count\":4097000}")
                .told();
        assertThat(facts(sum)).containsExactly("allreduce", "hcom_allReduce", "586", null, "FP32", "16388000", null);
        assertThat(sum.value(COLLECTIVE_SEQUENCE)).isEqualTo("0");
        FactEvent receive =
                FactEvent.of(EventKind.COMMUNICATION, "HCOM_Receive__1_1_1").told();
        assertThat(facts(receive)).containsExactly("recv", null, null, null, null, null, "true");
    }

    @Test
    void aCollectiveOfWhichNothingIsSaidHasNoFacts() {
        assertThat(FactEvent.of(EventKind.COMMUNICATION, "bare").told().has(COLLECTIVE))
                .isFalse();
        FactEvent kernel = FactEvent.of(EventKind.KERNEL, "hcom_receive__1_0_1")
                .args("{\"Collective name\":\"allreduce\"}")
                .told();
        assertThat(kernel.has(COLLECTIVE)).isFalse();
    }

    @Test
    void aTransferSaysItsDirectionAndTheOtherRank() {
        FactEvent send = FactEvent.of(EventKind.COMMUNICATION, "ncclDevKernel_SendRecv")
                .args("{\"Collective name\":\"send\",\"Dst Rank\":5,\"Process Group Name\":\"7\"}")
                .told();
        assertThat(send.has(COLLECTIVE_SENDS)).isTrue();
        assertThat(send.has(COLLECTIVE_RECEIVES)).isFalse();
        assertThat(send.value(COLLECTIVE_PEER)).isEqualTo("5");
        FactEvent receive = FactEvent.of(EventKind.COMMUNICATION, "ncclDevKernel_SendRecv")
                .args("{\"Collective name\":\"recv\",\"Src Rank\":2}")
                .told();
        assertThat(receive.has(COLLECTIVE_RECEIVES)).isTrue();
        assertThat(receive.value(COLLECTIVE_PEER)).isEqualTo("2");
        FactEvent ascend =
                FactEvent.of(EventKind.COMMUNICATION, "hcom_send__12_3_1").told();
        assertThat(ascend.has(COLLECTIVE_SENDS)).isTrue();
        assertThat(ascend.has(COLLECTIVE_PEER)).isFalse();
        assertThat(ascend.value(COLLECTIVE_GROUP)).isEqualTo("12");
    }

    @Test
    void textsThatFindNoRoomInThePoolAreKeptWithTheirEvent() {
        FactEvent event = FactEvent.inline(EventKind.COMMUNICATION, "hcom_send__1_0_1")
                .with(STREAM, "stream 7")
                .counters(Map.of("elapsed_ns", 3.0))
                .args("{\"Collective name\":\"gr\\u00fc\\u00dfe\",\"Process Group Name\":\"pg\"}")
                .told();
        assertThat(event.value(NAME)).isEqualTo("hcom_send__1_0_1");
        assertThat(event.value(STREAM)).isEqualTo("stream 7");
        assertThat(event.counterName(0)).isEqualTo("elapsed_ns");
        assertThat(facts(event)).containsExactly("send", "hcom_send", "pg", null, null, null, null);
    }

    private static Stream<@Nullable String> facts(FactEvent event) {
        assertThat(event.has(COLLECTIVE)).isTrue();
        return Stream.of(
                        COLLECTIVE_NAME,
                        COLLECTIVE_OPERATION,
                        COLLECTIVE_GROUP,
                        COLLECTIVE_GROUP_SIZE,
                        COLLECTIVE_ELEMENT_TYPE,
                        COLLECTIVE_MESSAGE_BYTES,
                        COLLECTIVE_RECEIVES)
                .map(event::value);
    }

    private static @Nullable String fact(EventKind kind, String name, Attribute attribute) {
        return FactEvent.of(kind, name).told().value(attribute);
    }
}
