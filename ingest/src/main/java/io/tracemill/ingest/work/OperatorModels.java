package io.tracemill.ingest.work;

import static io.tracemill.ingest.work.Attention.Layout.HEADS_FIRST;
import static io.tracemill.ingest.work.Attention.Layout.TOKENS_FIRST;
import static io.tracemill.ingest.work.OperatorModel.exact;
import static io.tracemill.ingest.work.OperatorModel.lowerBound;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Operators whose work is modelled: of PyTorch ({@code aten}), flash-attention, AITER and vLLM. An operator that only
 * calls another one of the list is not in it, because the inner one has the same work; some are, which are recorded
 * with arguments that the inner one lacks.
 */
public final class OperatorModels {

    /** All models, by family. */
    public static final List<OperatorModel> ALL = List.of(
            exact("aten::mm", MatrixProduct.PLAIN),
            exact("aten::addmm", MatrixProduct.ADDED),
            exact("aten::bmm", MatrixProduct.BATCH),
            exact("aten::baddbmm", MatrixProduct.ADDED_BATCH),
            exact("aten::_scaled_mm", TypedProduct.SCALED),
            exact("vllm::rocm_unquantized_gemm", TypedProduct.WEIGHTS),
            exact("aiter::gemm_a16w16", TypedProduct.WEIGHTS),
            exact("aten::convolution", Convolution.FORWARD),
            exact("aten::convolution_backward", ConvolutionBackward.BACKWARD),
            exact("aten::_scaled_dot_product_flash_attention", Attention.forward(HEADS_FIRST, 4)),
            exact("aten::_scaled_dot_product_efficient_attention", Attention.forward(HEADS_FIRST, 6)),
            exact("aten::_scaled_dot_product_cudnn_attention", Attention.forward(HEADS_FIRST, 6)),
            exact("flash_attn::_flash_attn_forward", Attention.forward(TOKENS_FIRST, 5)),
            exact("FlashAttnFunc", Attention.forward(TOKENS_FIRST, 5)),
            exact("flash_attn_3::fwd", Attention.forward(TOKENS_FIRST, 24)),
            exact("aiter::_flash_attn_forward", Attention.forward(TOKENS_FIRST, 5)),
            exact("aiter::wrapper_fmha_v3_fwd", Attention.forward(TOKENS_FIRST, 5)),
            exact("aiter::mha_fwd", Attention.forward(TOKENS_FIRST, 5)),
            exact("aiter::fmha_v3_fwd", Attention.forward(TOKENS_FIRST, 5)),
            lowerBound("aten::_scaled_dot_product_flash_attention_backward", Attention.backward(HEADS_FIRST, 11)),
            lowerBound("aten::_scaled_dot_product_efficient_attention_backward", Attention.backward(HEADS_FIRST, 11)),
            lowerBound("aten::_scaled_dot_product_cudnn_attention_backward", Attention.backward(HEADS_FIRST, 14)),
            lowerBound("flash_attn::_flash_attn_backward", Attention.backward(TOKENS_FIRST, 11)),
            exact("aten::copy", Elementwise.ONE_INPUT),
            exact("aten::copy_", Elementwise.ONE_INPUT),
            exact("aten::clamp_min", Elementwise.ONE_INPUT),
            exact("aten::clamp_min_", Elementwise.ONE_INPUT),
            exact("aten::clamp_max", Elementwise.ONE_INPUT),
            exact("aten::clamp_max_", Elementwise.ONE_INPUT),
            exact("aten::sigmoid", Elementwise.ONE_INPUT),
            exact("aten::rsqrt", Elementwise.ONE_INPUT),
            exact("aten::silu", Elementwise.ONE_INPUT),
            exact("aten::neg", Elementwise.ONE_INPUT),
            exact("aten::pow", Elementwise.ONE_INPUT),
            lowerBound("aten::gelu", Elementwise.ONE_INPUT),
            lowerBound("aten::gelu_", Elementwise.ONE_INPUT),
            lowerBound("aten::silu_", Elementwise.ONE_INPUT),
            lowerBound("aten::relu", Elementwise.ONE_INPUT),
            lowerBound("aten::relu_", Elementwise.ONE_INPUT),
            lowerBound("aten::hardtanh_", Elementwise.ONE_INPUT),
            lowerBound("aten::exp", Elementwise.ONE_INPUT),
            lowerBound("aten::log", Elementwise.ONE_INPUT),
            lowerBound("aten::sqrt", Elementwise.ONE_INPUT),
            lowerBound("aten::sqrt_", Elementwise.ONE_INPUT),
            lowerBound("aten::tanh", Elementwise.ONE_INPUT),
            lowerBound("aten::sin", Elementwise.ONE_INPUT),
            lowerBound("aten::cos", Elementwise.ONE_INPUT),
            lowerBound("aten::erf", Elementwise.ONE_INPUT),
            lowerBound("aten::abs", Elementwise.ONE_INPUT),
            lowerBound("aten::fill_", Elementwise.ONE_INPUT),
            lowerBound("aten::zero_", Elementwise.ONE_INPUT),
            lowerBound("aten::_softmax", Elementwise.ONE_INPUT),
            lowerBound("aten::_log_softmax", Elementwise.ONE_INPUT),
            lowerBound("aten::_softmax_backward_data", Elementwise.ONE_INPUT),
            exact("aten::add", Combination.NEW),
            exact("aten::add_", Combination.IN_PLACE),
            exact("aten::mul", Combination.NEW),
            exact("aten::mul_", Combination.IN_PLACE),
            exact("aten::div", Combination.NEW),
            exact("aten::div_", Combination.IN_PLACE),
            exact("aten::sigmoid_backward", Combination.NEW),
            exact("aten::threshold_backward", Combination.NEW),
            exact("aten::sum", Reduction.TOTAL),
            exact("aten::mean", Reduction.TOTAL),
            exact("aten::max", Reduction.TOTAL),
            exact("aten::min", Reduction.TOTAL),
            exact("aten::amax", Reduction.TOTAL),
            exact("aten::amin", Reduction.TOTAL),
            exact("aten::norm", Reduction.TOTAL),
            exact("aten::linalg_norm", Reduction.TOTAL),
            exact("aten::std", Reduction.TOTAL),
            exact("aten::var", Reduction.TOTAL),
            exact("aten::logsumexp", Reduction.TOTAL),
            exact("aten::cumsum", Reduction.RUNNING),
            exact("aten::cumprod", Reduction.RUNNING),
            exact("aten::batch_norm", Normalization.BATCH),
            exact("aten::native_batch_norm", Normalization.BATCH),
            exact("aten::cudnn_batch_norm", Normalization.BATCH),
            exact("aten::miopen_batch_norm", Normalization.BATCH),
            exact("aten::instance_norm", Normalization.INSTANCE),
            exact("aten::layer_norm", Normalization.LAYER),
            exact("aten::native_layer_norm", Normalization.LAYER),
            exact("aten::group_norm", Normalization.GROUP),
            exact("aten::native_group_norm", Normalization.PLAIN_GROUP),
            exact("aten::native_batch_norm_backward", NormalizationBackward.BATCH),
            lowerBound("aten::cudnn_batch_norm_backward", NormalizationBackward.LIBRARY_BATCH),
            lowerBound("aten::miopen_batch_norm_backward", NormalizationBackward.LIBRARY_BATCH),
            exact("aten::native_layer_norm_backward", NormalizationBackward.LAYER),
            exact("aten::native_group_norm_backward", NormalizationBackward.GROUP),
            exact("aten::_fused_rms_norm", RmsNormalization.FORWARD),
            exact("aten::upsample_nearest1d", Upsampling.NEAREST),
            exact("aten::upsample_nearest2d", Upsampling.NEAREST),
            exact("aten::upsample_nearest3d", Upsampling.NEAREST),
            exact("aten::embedding", Selection.ROWS),
            exact("aten::index_select", Selection.SLICES),
            exact("aten::index", Selection.OF_LISTS),
            exact("aten::cat", Selection.OF_LISTS));

    private static final Map<String, OperatorModel> BY_NAME =
            ALL.stream().collect(toUnmodifiableMap(OperatorModel::name, identity()));

    private OperatorModels() {}

    /** Model of an operator; null if it has none. */
    public static @Nullable OperatorModel of(String name) {
        return BY_NAME.get(name);
    }
}
