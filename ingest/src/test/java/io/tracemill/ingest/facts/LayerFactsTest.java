package io.tracemill.ingest.facts;

import static io.tracemill.schemas.flat.Attribute.LAYER_MARK;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.EventKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerFactsTest {

    @ParameterizedTest
    @CsvSource({
        "EMBEDDING, Embedding_0",
        "EMBEDDING, VocabParallelEmbedding_0",
        "EMBEDDING, BertEmbeddings_0",
        "EMBEDDING, PatchEmbed_1",
        "ATTENTION, LlamaAttention_12",
        "ATTENTION, MultiheadAttention_0",
        "ATTENTION, BertSdpaSelfAttention_1",
        "ATTENTION, Qwen2MoeAttention_1",
        "ATTENTION, CrossAttn_0",
        "ATTENTION, LlamaRotaryEmbedding_0",
        "ATTENTION, RotaryEmbedding_0",
        "FEED_FORWARD, LlamaMLP_3",
        "FEED_FORWARD, GPTNeoXMLP_3",
        "FEED_FORWARD, PositionwiseFeedForward_1",
        "FEED_FORWARD, FFN_0",
        "FEED_FORWARD, FusedMoE_7",
        "FEED_FORWARD, Qwen2MoeSparseMoeBlock_7",
        "FEED_FORWARD, MixtralExperts_7",
        "NORM, LayerNorm_4",
        "NORM, LlamaRMSNorm_4",
        "NORM, BatchNorm2d_4",
        "NORM, GroupNorm32_4",
        "NORM, BertAttentionLayerNorm_1",
        "NORM, QKNorm_1"
    })
    void theLastWordInTheClassOfAModuleTellsItsLayer(String layer, String module) {
        assertThat(FactEvent.of(EventKind.PYTHON, "nn.Module: " + module).told().value(LAYER_MARK))
                .isEqualTo(layer);
    }

    @ParameterizedTest
    @CsvSource({
        "EMBEDDING, aten::embedding",
        "EMBEDDING, aten::_embedding_bag",
        "EMBEDDING, EmbeddingBackward0",
        "EMBEDDING, aten::embedding_renorm_",
        "ATTENTION, aten::scaled_dot_product_attention",
        "ATTENTION, aten::_flash_attention_forward",
        "ATTENTION, FlashAttnFunc",
        "ATTENTION, aiter::fmha_v3_fwd",
        "ATTENTION, aiter::mha_fwd",
        "ATTENTION, vllm::unified_attention_with_output",
        "ATTENTION, _C::rotary_embedding",
        "FEED_FORWARD, vllm::moe_forward",
        "FEED_FORWARD, aiter::fused_moe_",
        "NORM, aten::native_layer_norm",
        "NORM, _C::fused_add_rms_norm",
        "NORM, aten::group_norm",
        "NORM, CudnnBatchNormBackward",
        "NORM, aiter::rmsnorm2d_fwd"
    })
    void theNameOfAnOperatorTellsItsLayer(String layer, String operator) {
        assertThat(FactEvent.of(EventKind.OPERATOR, operator).told().value(LAYER_MARK))
                .isEqualTo(layer);
    }

    @ParameterizedTest
    @CsvSource({
        "PYTHON, nn.Module: Linear_0",
        "PYTHON, nn.Module: Normalize_0",
        "PYTHON, nn.Module: PropertyHead_0",
        "PYTHON, attention.py(3): forward",
        "PYTHON, nn.Module",
        "OPERATOR, aten::mm",
        "OPERATOR, aten::norm",
        "OPERATOR, aten::linalg_vector_norm",
        "OPERATOR, aten::normal_",
        "OPERATOR, triton_red_fused_embedding_native_layer_norm_0",
        "OPERATOR, aten::smoe",
        "ANNOTATION, attention",
        "KERNEL, flash_attention_kernel"
    })
    void nothingElseHasALayer(EventKind kind, String name) {
        assertThat(FactEvent.of(kind, name).told().has(LAYER_MARK)).isFalse();
    }

    @Test
    void namesThatFindNoRoomInThePoolTellTheSame() {
        assertThat(FactEvent.inline(EventKind.OPERATOR, "aten::embedding")
                        .told()
                        .value(LAYER_MARK))
                .isEqualTo("EMBEDDING");
    }
}
