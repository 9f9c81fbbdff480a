package io.tracemill.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.ingest.communication.CommunicationNames;
import io.tracemill.ingest.redact.RedactionRules;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets do not leave ingest, wherever they stand. */
class RedactionTest {

    private static final String TOKEN = "hf_" + "abCD1234".repeat(4);

    private static String event(String name, String args) {
        return "{\"ph\":\"X\",\"name\":\"" + name + "\",\"ts\":1,\"dur\":1,\"args\":{" + args + "}}";
    }

    private static IngestConfig config(RedactionRules rules) {
        return Ingested.config()
                .withRules(new IngestConfig.Rules(Set.of(), 100, CommunicationNames.KNOWN, false, rules));
    }

    private static Ingested of(String json, RedactionRules rules) {
        return Ingested.of(json.getBytes(UTF_8), config(rules));
    }

    @Test
    void aTokenIsReplacedInNamesArgumentsMetadataAndDeadLetters() {
        String json = "{\"trace_id\":\"" + TOKEN + "\",\"traceEvents\":["
                + event("load " + TOKEN, "\"k\":\"a\\n" + TOKEN + "\",\"list\":[{\"deep\":\"" + TOKEN + "\"}]") + ","
                + event("long" + " x".repeat(5000) + " " + TOKEN, "\"k\":1") + ","
                + "{\"ph\":\"X\",\"name\":\"" + TOKEN + "\"},"
                + "{\"ph\":\"M\",\"name\":\"process_name\",\"pid\":1,\"args\":{\"name\":\"" + TOKEN + "\"}}]}";

        Ingested trace = of(json, RedactionRules.KNOWN);

        assertThat(trace.batches().toString() + trace.letters() + trace.report())
                .doesNotContain("hf_abCD");
        assertThat(trace.events())
                .anyMatch(event -> event.contains("load ***")
                        && event.contains("args={\"k\":\"a\\n***\",\"list\":[{\"deep\":\"***\"}]}"));
        assertThat(trace.batches().get(0).getHeader().getMetadata()).containsEntry("trace_id", "\"***\"");
        assertThat(trace.totals().getRedacted()).isEqualTo(1);
        assertThat(trace.totals().getNotes())
                .anyMatch(note -> note.endsWith(": different secrets that were replaced by ***: 1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-proj-Abcdefgh1234567890",
                "ghp_abcdefghijABCDEFGHIJ0123456789abcdef",
                "github_pat_11ABCDEFG0abcdefghij_klmnop",
                "AKIAABCDEFGHIJKLMNOP",
                "xoxb-123456789012-abcdef",
                "glpat-abcdefghij-klmnop12",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc_def-ghi",
                "Bearer abcdefghijklmnop0123"
            })
    void tokensOfKnownShapesAreReplaced(String token) {
        Ingested trace = of("[" + event("a", "\"url\":\"x=" + token + "\"") + "]", RedactionRules.KNOWN);

        assertThat(trace.events().get(0)).endsWith("args={\"url\":\"x=***\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hf_attention_forward_with_rotary",
                "torch_hf_abcdefghijklmnopqrstuvwx",
                "void sk_kernel<float>(int)",
                "ampere_bf16_s16816gemm_bf16_128x128_ldg8_f2f_stages_32x5_tn",
                "_ZN7cutlass6KernelI66cutlass_80_tensorop_bf16_s16816gemm_relu_bf16_256x128_32x3_tn_align8EEvNT_6ParamsE"
            })
    void namesOfKernelsStay(String name) {
        Ingested trace = of("[" + event(name, "\"n\":\"" + name + "\"") + "]", RedactionRules.KNOWN);

        assertThat(trace.events().get(0)).contains(name).endsWith("args={\"n\":\"" + name + "\"}");
        assertThat(trace.totals().getRedacted()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "https://user:secret@host/path, https://user:***@host/path",
        "s3://:pass@host, s3://:***@host",
        "postgres://u:p:q@r@db:5432/x?y=a@b, postgres://u:***@db:5432/x?y=a@b",
        "see http:\\/\\/u:secret@host\\/, see http://u:***@host/",
        "https://host:8080/a@b:c, https://host:8080/a@b:c",
        "https://user@host/x, https://user@host/x",
        "a::b(c://d), a::b(c://d)",
    })
    void passwordsInAddressesAreReplaced(String address, String kept) {
        Ingested trace = of("[" + event("a", "\"url\":\"" + address + "\"") + "]", RedactionRules.KNOWN);

        assertThat(trace.events().get(0)).endsWith("args={\"url\":\"" + kept + "\"}");
    }

    @Test
    void nothingIsReplacedIfNothingIsASecret() {
        Ingested trace = of("[" + event(TOKEN, "\"k\":\"" + TOKEN + "\"") + "]", RedactionRules.NONE);

        assertThat(trace.events().get(0)).contains(TOKEN).endsWith("args={\"k\":\"" + TOKEN + "\"}");
    }

    @Test
    void onesOwnPatternsFindSecretsInStringsOnly() {
        RedactionRules rules = new RedactionRules(true, List.of(Pattern.compile("[0-9]{4}")));
        Ingested trace =
                of("[" + event("job 1234", "\"id\":1234,\"k\":\"x\\\"1234\",\"t\":\"" + TOKEN + "\"") + "]", rules);

        assertThat(trace.events().get(0))
                .contains("job ***")
                .endsWith("args={\"id\":1234,\"k\":\"x\\\"***\",\"t\":\"***\"}");
        assertThat(trace.totals().getRedacted()).isEqualTo(2);
    }

    @Test
    void theRulesArePartOfThePlan() {
        assertThat(Set.of(
                        config(RedactionRules.KNOWN).planText(),
                        config(RedactionRules.NONE).planText(),
                        config(new RedactionRules(true, List.of(Pattern.compile("x"))))
                                .planText()))
                .hasSize(3);
    }
}
