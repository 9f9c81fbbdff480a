package io.tracemill.streams.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.schemas.Diagnosis;
import io.tracemill.schemas.SlowRankKind;
import io.tracemill.streams.yaml.YamlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A knowledge base is read strictly: an error names the file, the cause, the key and what was expected. */
class KnowledgeBaseTest {

    private static final String SITE = """
            name: site
            revision: 3
            facts:
              - {fact: hw.voltage, called: voltage, unit: count}
              - {fact: trace.idle, called: idle, unit: share}
              - {fact: hw.gpu.throttle.reasons, called: reasons, unit: bits, bits: {0x4: sw_power_cap}}
            conditions:
              - {name: busy, fact: trace.idle, below: 0.5}
              - {name: low, fact: hw.voltage, of: mean, of_peers: {below: 0.9}, while: busy}
            causes:
              - code: BROWNOUT
                title: Low voltage
                says: has too low a voltage
                explains: [SLOW_COMPUTE]
                when:
                  - {is: low, why: Voltage follows the clock.}
                confidence: MEDIUM
                advice: Measure the supply.
                sources: [https://example.org/volts]
            unknown:
              advice: Ask around.
              sources: [https://example.org/ask]
            """;

    @TempDir
    private Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("site.yaml"), text);
    }

    @Test
    void aFileIsAKnowledgeBaseOfItsOwn() throws IOException {
        KnowledgeBase site = KnowledgeBase.read(file(SITE));

        assertThat(site.name()).isEqualTo("site 3");
        assertThat(site.codes()).containsExactly("BROWNOUT");
        assertThat(site.quantities()).containsExactly("hw.voltage");
        List<Diagnosis> rows = Diagnoser.of(site)
                .diagnose(
                        "run",
                        "2026-11-30",
                        Findings.comparison(Findings.of(SlowRankKind.SLOW_COMPUTE, 5)),
                        Stream.iterate(0, rank -> rank + 1)
                                .limit(8)
                                .map(rank -> Ranks.healthy(rank)
                                        .gauge("hw.voltage", rank == 5 ? 0.7 : 0.9)
                                        .build())
                                .toList(),
                        9);
        assertThat(rows).extracting(Diagnosis::getCause).containsExactly("BROWNOUT");
        assertThat(rows.get(0).getKnowledge()).isEqualTo("site 3");
        assertThat(rows.get(0).getSummary())
                .isEqualTo(
                        "rank 5 has too low a voltage: voltage 0.70 against 0.90 of its peers while busy (3 readings,"
                                + " ± 30 s)");
    }

    @Test
    void aFileExtendsAndReplacesCauses() throws IOException {
        KnowledgeBase own = KnowledgeBase.own();
        KnowledgeBase extended = own.extendedBy(file("""
                name: site
                revision: 1
                causes:
                  - code: WARM_UP
                    title: Ours
                    says: warms up
                    explains: [NONE]
                    whole_run: [{fact: trace.step.first_ratio, above: 9}]
                    confidence: HIGH
                    advice: Wait.
                    sources: [https://example.org/]
                  - code: COLD_AISLE
                    title: Ours too
                    says: stands in the cold
                    explains: [SLOW_NODE]
                    when: [{is: hotter_than_peers}]
                    confidence: LOW
                    advice: Close the door.
                    sources: [https://example.org/]
                """));

        assertThat(extended.name()).isEqualTo("tracemill 1 + site 1");
        assertThat(extended.codes()).hasSize(own.codes().size() + 1).endsWith("WARM_UP", "COLD_AISLE");
        assertThat(Diagnoser.of(extended)
                        .diagnose(
                                "run",
                                "2026-11-30",
                                null,
                                List.of(Ranks.rank(0)
                                        .fact("trace.step.first_ratio", 4)
                                        .build()),
                                9))
                .extracting(Diagnosis::getCause)
                .containsExactly("UNKNOWN");
    }

    @Test
    void eachCauseHasAdviceAndSources() {
        for (Cause cause : KnowledgeBase.own().causes()) {
            assertThat(cause.texts().sources()).as(cause.code()).isNotEmpty();
            assertThat(cause.texts().advice().length()).as(cause.code()).isGreaterThan(80);
        }
    }

    static Stream<Arguments> wrongCauses() {
        return Stream.of(
                error(
                        "code: BROWNOUT",
                        "code: brown",
                        "cause brown: \"code\" must be of capital letters, digits and _," + " and not UNKNOWN"),
                error(
                        "title: Low voltage",
                        "titel: Low",
                        "cause BROWNOUT: the key \"titel\" is not known; known are"
                                + " advice, against, code, confidence, explains, says, sources, supports, title, when, whole_run"),
                error("says: has too low a voltage", "says: 3", "cause BROWNOUT: \"says\" must be a text"),
                error(
                        "[SLOW_COMPUTE]",
                        "[SLOW_DANCE]",
                        "cause BROWNOUT: \"explains\" must be kinds of findings, such"
                                + " as SLOW_COMPUTE, but one was SLOW_DANCE"),
                error(
                        "[SLOW_COMPUTE]",
                        "[SLOW_LINK/SLOW_HOST]",
                        "cause BROWNOUT: \"explains\" must be SLOW_NODE before" + " a / but was SLOW_LINK/SLOW_HOST"),
                error(
                        "[SLOW_COMPUTE]",
                        "[NONE]",
                        "cause BROWNOUT: \"when\" must be there if it explains slow ranks,"
                                + " links or stages, and only then"),
                error(
                        "[SLOW_COMPUTE]",
                        "[SLOW_COMPUTE, NONE]",
                        "cause BROWNOUT: \"whole_run\" must be there if it"
                                + " explains what names no ranks, and only then"));
    }

    static Stream<Arguments> wrongConditions() {
        return Stream.of(
                error(
                        "is: low, why",
                        "is: high, why",
                        "cause BROWNOUT: when 1: \"is\" must be the name of a condition" + " above but was high"),
                error(
                        "{is: low, why: Voltage follows the clock.}",
                        "{fact: hw.volts, of: mean, above: 1}",
                        "cause"
                                + " BROWNOUT: when 1: \"fact\" must be one of the facts that are declared but was hw.volts"),
                error(
                        "{is: low, why: Voltage follows the clock.}",
                        "{fact: hw.voltage, above: 1}",
                        "cause BROWNOUT:" + " when 1: \"of\" must be there for a quantity of telemetry, and only then"),
                error(
                        "{is: low, why: Voltage follows the clock.}",
                        "{fact: hw.voltage, of: mode, above: 1}",
                        "cause"
                                + " BROWNOUT: when 1: \"of\" must be one of mean, min, max, increase, rate, share, excess,"
                                + " change, spread but was mode"),
                error(
                        "{is: low, why: Voltage follows the clock.}",
                        "{fact: hw.voltage, of: mean}",
                        "cause BROWNOUT:"
                                + " when 1: \"fact\" must be compared: with above, below, equals, has_bits, of_peers or"
                                + " over_peers"));
    }

    static Stream<Arguments> wrongComparisons() {
        return Stream.of(
                error(
                        "{is: low, why: Voltage follows the clock.}",
                        "{fact: hw.voltage, of: mean, above: 1, abov: 2}",
                        "cause BROWNOUT: when 1: the key \"abov\" is not known; known are above, anywhere, at_most,"
                                + " below, equals, fact, has_bits, of, of_peers, over_peers, per, together,"
                                + " unlike_peers, while, why"),
                error(
                        "{is: low, why: Voltage follows the clock.}",
                        "{fact: hw.voltage, of: mean, has_bits: 0x4}",
                        "cause BROWNOUT: when 1: \"has_bits\" must be asked of a fact whose unit is bits"),
                error(
                        "{is: low, why: Voltage follows the clock.}",
                        "{any: []}",
                        "cause BROWNOUT: when 1: \"any\" must" + " have conditions"),
                error(
                        "{is: low, why: Voltage follows the clock.}",
                        "{fact: hw.voltage, of: mean, above: 1, while: low}",
                        "cause BROWNOUT: when 1: \"while\" must not compare with peers, as low does"),
                error(
                        "of_peers: {below: 0.9}",
                        "of_peers: {}",
                        "condition low: \"of_peers\" must have above or below"));
    }

    static Stream<Arguments> wrongFacts() {
        return Stream.of(
                error(
                        "confidence: MEDIUM",
                        "confidence: SURE",
                        "cause BROWNOUT: \"confidence\" must be one of HIGH," + " MEDIUM, LOW but was SURE"),
                error(
                        "[https://example.org/volts]",
                        "[http://example.org]",
                        "cause BROWNOUT: \"sources\" must be"
                                + " addresses that begin with https:// but one was http://example.org"),
                error(
                        "unit: count",
                        "unit: V",
                        "fact hw.voltage: \"unit\" must be one of Hz, Cel, W, By, s, 1/s, share,"
                                + " factor, count, code, bits but was V"),
                error(
                        "0x4: sw_power_cap",
                        "0x6: two",
                        "fact hw.gpu.throttle.reasons: \"bits\" must be names by bit,"
                                + " such as 0x4: sw_power_cap, but one was 0x6"),
                error("revision: 3", "revision: 0", "\"revision\" must be a whole number from 1"),
                error(
                        "revision: 3",
                        "revision: 3\nrevsion: 4",
                        "the key \"revsion\" is not known; known are causes,"
                                + " conditions, facts, name, revision, unknown"),
                error("revision: 3", "revision: 3\nname: twice", "line 3: Duplicate field 'name'"),
                error(
                        "name: site",
                        "name: [",
                        "line 3: while parsing a flow sequence, expected ',' or ']', but got :"));
    }

    private static Arguments error(String instead, String of, String message) {
        return Arguments.of(instead, of, message);
    }

    @ParameterizedTest
    @MethodSource({"wrongCauses", "wrongConditions", "wrongComparisons", "wrongFacts"})
    void aFileThatIsWrongIsRefusedInOneLine(String part, String instead, String message) throws IOException {
        assertThat(SITE).contains(part);
        Path file = file(SITE.replace(part, instead));

        assertThatThrownBy(() -> KnowledgeBase.read(file))
                .isInstanceOf(YamlException.class)
                .hasMessage("site.yaml: " + message);
    }

    @Test
    void whatIsThereAlreadyIsNotDeclaredAgain() throws IOException {
        Path fact = file("name: a\nrevision: 1\nfacts:\n  - {fact: hw.power, called: power, unit: W}\n");
        assertThatThrownBy(() -> KnowledgeBase.own().extendedBy(fact))
                .hasMessage("site.yaml: fact hw.power is declared already");

        Path condition = file("name: a\nrevision: 1\nconditions:\n  - {name: busy, fact: trace.idle, below: 0.1}\n");
        assertThatThrownBy(() -> KnowledgeBase.own().extendedBy(condition))
                .hasMessage("site.yaml: condition busy is there already");
    }
}
