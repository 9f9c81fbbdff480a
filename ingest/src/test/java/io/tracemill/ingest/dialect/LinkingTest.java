package io.tracemill.ingest.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.ingest.dialect.Linking.ByCorrelationId;
import io.tracemill.ingest.dialect.Linking.ByFlow;
import io.tracemill.ingest.dialect.Linking.BySubmission;
import org.junit.jupiter.api.Test;

class LinkingTest {

    @Test
    void flowsAreKeptAsEventsUnlessTheyRepeatTheCorrelationIds() {
        assertThat(ByCorrelationId.ofCalls().flowsOf("ac2g")).isEqualTo(FlowMeaning.NONE);
        assertThat(ByCorrelationId.ofCalls().repeatedByFlows().flowsOf(null)).isEqualTo(FlowMeaning.REDUNDANT);
    }

    @Test
    void eachCategoryOfFlowsSpeaksToItsOwnStrategy() {
        Linking linking = new ByFlow("a", Linking.Ids.TIMES).orElse(new BySubmission("b", "dequeue"));

        assertThat(linking.flowsOf("a")).isEqualTo(FlowMeaning.LINK);
        assertThat(linking.flowsOf("b")).isEqualTo(FlowMeaning.SUBMISSION);
        assertThat(linking.flowsOf("dequeue")).isEqualTo(FlowMeaning.NONE);
        assertThat(linking.flowsOf(null)).isEqualTo(FlowMeaning.NONE);
        assertThat(linking.isDequeue("dequeue")).isTrue();
        assertThat(linking.isDequeue(null)).isFalse();
        assertThat(linking.usesSubmissions()).isTrue();
        assertThat(linking.operatorsLaunch()).isFalse();
    }

    @Test
    void theFirstStrategyDecidesTheFormOfTheIds() {
        Linking linking = new ByFlow("a", Linking.Ids.TIMES).orElse(ByCorrelationId.ofCallsAndOperators());

        assertThat(linking.ids()).isEqualTo(Linking.Ids.TIMES);
        assertThat(linking.operatorsLaunch()).isTrue();
    }
}
