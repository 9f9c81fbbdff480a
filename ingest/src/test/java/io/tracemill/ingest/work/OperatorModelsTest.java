package io.tracemill.ingest.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Floating-point operations, bytes and unit of each family; the numbers were worked out by hand. */
class OperatorModelsTest {

    private static final String ATEN = "aten::";
    private static final String FLOATS = "[\"float\",\"float\"]";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mm | [[2,3],[3,4]] | ["c10::BFloat16","c10::BFloat16"] | [] | 48 52 MATRIX_BF16
            addmm | [[4],[2,3],[3,4],[],[]] | ["float","float","float"] | [] | 56 120 MATRIX_FP32
            bmm | [[5,2,3],[5,3,4]] | ["c10::Half","c10::Half"] | [] | 240 260 MATRIX_FP16
            baddbmm | [[5,2,4],[5,2,3],[5,3,4]] | ["double","double","double"] | [] | 280 1200 MATRIX_FP64
            _scaled_mm | [[2,3],[3,4],[],[],[]] | ["c10::Float8_e4m3fn","c10::Float8_e5m2"] | [] | 48 34 MATRIX_FP8
            _scaled_mm | [[2,3],[3,4],[],[],[4]] | ["c10::Float8_e5m2fnuz","signed char"] |  | 56 42 MATRIX_FP8
            _scaled_mm | [[2,3],[3,4],[4]] | ["signed char","signed char"] | [] | 56 42 MATRIX_INT8
            """)
    void productsOfMatrices(String name, String dims, String types, @Nullable String values, String work) {
        check(ATEN + name, dims, types, values, work);
    }

    @Test
    void aLayerMultipliesAllThatItGetsWithItsWeights() {
        String types = "[\"c10::BFloat16\",\"c10::BFloat16\",\"c10::BFloat16\"]";
        String work = "280 172 MATRIX_BF16";
        check("vllm::rocm_unquantized_gemm", "[[2,5,3],[4,3],[4]]", types, "", work);
        check("aiter::gemm_a16w16", "[[10,3],[4,3],[4]]", types, "", work);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [[2,3,8,8],[4,3,3,3],[4]] | "[2, 2]","[1, 1]","[1, 1]","False","[0, 0]","1" | 7040 | 2496
            [[2,3,8,8],[4,3,3,3],[]]  | "[2]","[1]","[1]","False","[0]","1"             | 6912 | 2480
            [[2,4,4,4],[4,3,3,3],[]]  | "[2, 2]","[1, 1]","[1, 1]","True","[1, 1]","1"  | 6912 | 2480
            [[1,4,5],[4,2,3],[]]      | "[1]","[0]","[2]","False","[0]","2"             |   48 |  192
            """)
    void convolutions(String dims, String values, long flops, long bytes) {
        String work = flops + " " + bytes + " MATRIX_FP32";
        check("aten::convolution", dims, "[\"float\",\"float\",\"float\"]", "[\"\",\"\",\"\"," + values + "]", work);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            False | [True, True, True]   | 13952 | 4976
            False | [False, True, False] |  6912 | 2480
            True  | [True, False, False] | 20736 | 2480
            False | [False, False, True] |   128 |   16
            """)
    void backwardConvolutionsMakeTheGradientsThatAreAskedFor(String transposed, String mask, long flops, long bytes) {
        check(
                "aten::convolution_backward",
                "[[2,4,4,4],[2,3,8,8],[4,3,3,3],[],[],[],[],[],[],[],[]]",
                "[\"float\",\"float\",\"float\"]",
                "[\"\",\"\",\"\",\"[4]\",\"[2, 2]\",\"[1, 1]\",\"[1, 1]\",\"" + transposed + "\",\"[0, 0]\",\"1\",\""
                        + mask + "\"]",
                flops + " " + bytes + " MATRIX_FP32");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            flash     | [[2,3,4,8],[2,3,4,8],[2,3,4,8]] | "","","","0.","False","False"               | 3072 | 1536
            flash     | [[2,3,4,8],[2,3,4,8],[2,3,4,8]] | "","","","0.","True","False"                | 1536 | 1536
            flash     | [[2,3,4,8],[2,1,6,8],[2,1,6,4]] | "","","","0.","False","False"               | 3456 |  864
            efficient | [[2,3,4,8],[2,3,4,8],[2,3,4,8]] | "","","","","True","0.","False",""          | 3072 | 1536
            efficient | [[2,3,4,8],[2,3,4,8],[2,3,4,8]] | "","","","","False","0.","True",""          | 1536 | 1536
            cudnn     | [[2,3,4,8],[2,3,4,8],[2,3,4,8]] | "","","","","False","0.","True","False",""  | 1536 | 1536
            """)
    void attentionIsHalvedByACausalMask(String kind, String dims, String values, long flops, long bytes) {
        check(
                "aten::_scaled_dot_product_" + kind + "_attention",
                dims,
                "[\"c10::BFloat16\"]",
                "[" + values + "]",
                flops + " " + bytes + " MATRIX_BF16");
    }

    @Test
    void librariesOfAttentionPutTokensBeforeHeads() {
        String dims = "[[2,4,3,8],[2,4,3,8],[2,4,3,8]]";
        String values = "[\"\",\"\",\"\",\"0.\",\"0.125\",\"True\"]";
        String work = "1536 1536 MATRIX_FP16";
        check("flash_attn::_flash_attn_forward", dims, "[\"c10::Half\"]", values, work);
        check("aiter::mha_fwd", dims, "[\"c10::Half\"]", values, work);
        String third = "[" + "\"\",".repeat(24) + "\"True\"]";
        check("flash_attn_3::fwd", dims, "[\"c10::Half\"]", third, work);
    }

    @Test
    void backwardAttentionIsTwoAndAHalfTimesTheForwardOneAtLeast() {
        String work = "7680 3072 MATRIX_BF16 at least";
        String dims = "[[2,3,4,8],[2,3,4,8],[2,3,4,8],[2,3,4,8]]";
        String types = "[\"c10::BFloat16\",\"c10::BFloat16\"]";
        String beforeCausal = "\"\",".repeat(11);
        String flash = "aten::_scaled_dot_product_flash_attention_backward";
        check(flash, dims, types, "[" + beforeCausal + "\"False\"]", work);
        String efficient = "aten::_scaled_dot_product_efficient_attention_backward";
        check(efficient, dims, types, "[" + beforeCausal + "\"False\"]", work);
        String cudnn = "aten::_scaled_dot_product_cudnn_attention_backward";
        check(cudnn, dims, types, "[" + "\"\",".repeat(14) + "\"False\"]", work);
        String causal = "3840 3072 MATRIX_BF16 at least";
        check(flash, dims, types, "[" + beforeCausal + "\"True\"]", causal);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            silu | [[2,3]] | ["c10::BFloat16"] | 6 24 VECTOR_BF16
            copy_ | [[2,3],[2,3],[]] | ["float","c10::BFloat16","Scalar"] | 6 36 VECTOR_FP32
            neg | [[2,3]] | ["long int"] | 6 96 VECTOR_OTHER
            pow | [[2,3],[]] | ["c10::complex<float>","Scalar"] | 6 96 VECTOR_OTHER
            gelu | [[2,3],[]] | ["bool",""] | 6 12 VECTOR_OTHER at least
            _softmax | [[2,3],[],[]] | ["short","Scalar","Scalar"] | 6 24 VECTOR_OTHER at least
            exp | [[2,0]] | ["float"] | 0 0 VECTOR_FP32 at least
            rsqrt | [[]] | ["quaternion"] | 1 null VECTOR_OTHER
            sigmoid | [[2]] | [] | 2 null VECTOR_OTHER
            add | [[2,3],[3],[]] | ["c10::BFloat16","float","Scalar"] | 6 48 VECTOR_BF16
            add_ | [[2,3],[3],[]] | ["c10::BFloat16","float","Scalar"] | 6 36 VECTOR_BF16
            mul | [[],[2,3]] | ["double","c10::BFloat16"] | 6 32 VECTOR_FP64
            div | [[2,1],[1,3]] | ["float","float"] | 6 44 VECTOR_FP32
            threshold_backward | [[6],[6],[]] | ["float","float","Scalar"] | 6 72 VECTOR_FP32
            sigmoid_backward | [[6],[6],[6]] | ["float","float","double"] | 6 96 VECTOR_FP32
            sum | [[2,3],[],[],[]] | ["float","","",""] | 6 28 VECTOR_FP32
            cumsum | [[2,3],[],[]] | ["int","Scalar",""] | 6 48 VECTOR_OTHER
            """)
    void elementsAndTheirReductions(String name, String dims, String types, String work) {
        check(ATEN + name, dims, types, "", work);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            batch_norm | [[2,3,4],[3],[3],[3],[3]] | "","","","","","True" | 138 264 VECTOR_FP32
            cudnn_batch_norm | [[2,3,4],[3],[3],[3],[3]] | "","","","","","False" | 66 240 VECTOR_FP32
            native_batch_norm | [[2,3,4],[],[],[],[]] | "","","","","","True" | 138 240 VECTOR_FP32
            miopen_batch_norm | [[2,3,4],[3],[3],[3],[3]] |  | 66 240 VECTOR_FP32 at least
            instance_norm | [[2,3,4],[3],[3],[],[]] | "","","","","","True" | 138 264 VECTOR_FP32
            layer_norm | [[2,3,4],[],[4],[4]] | "","[4]","","" | 144 288 VECTOR_FP32
            native_layer_norm | [[2,3,4],[],[4],[]] | "","[4]","","" | 144 272 VECTOR_FP32
            group_norm | [[2,4,3],[],[4],[4]] | "","2","","" | 144 288 VECTOR_FP32
            native_group_norm | [[2,4,3],[4],[4]] | "","","" | 144 288 VECTOR_FP32
            _fused_rms_norm | [[2,3,4],[],[4],[]] | "","[4]","","" | 108 208 VECTOR_FP32
            _fused_rms_norm | [[2,3,4],[],[],[]] | "","[4]","","" | 84 192 VECTOR_FP32
            native_layer_norm_backward | [[2,3,4],[2,3,4]] | 0,0,"[4]",0,0,0,0,"[True, True, True]" | 216 352 VECTOR_FP32
            native_layer_norm_backward | [[2,3,4],[2,3,4]] | "","","[4]","[False, True, False]" | 144 240 VECTOR_FP32
            native_group_norm_backward | [[2,4,3],[2,4,3]] | "","","","[True, False, False]" | 216 304 VECTOR_FP32
            native_batch_norm_backward | [[2,3,4],[2,3,4]] | 0,0,0,0,0,0,0,"True",0,"[True, True, True]" | 216 336 VECTOR_FP32
            native_batch_norm_backward | [[2,3,4],[2,3,4]] | 0,0,0,0,0,0,0,"False",0,"[True, True, True]" | 105 204 VECTOR_FP32
            miopen_batch_norm_backward | [[2,3,4],[2,3,4]] | "" | 105 204 VECTOR_FP32 at least
            """)
    void normalizations(String name, String dims, @Nullable String values, String work) {
        check(ATEN + name, dims, FLOATS, values == null ? null : "[" + values + "]", work);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            upsample_nearest2d | [[1,2,3,3],[],[]] | ["float"] | ["","[6, 6]","",""] | 72 360 VECTOR_FP32
            upsample_nearest2d | [[1,2,3,3],[],[]] | ["float"] | ["","","[2., 2.0]"] | 72 360 VECTOR_FP32
            embedding | [[10,4],[3]] | ["c10::BFloat16","long int"] | [] | 0 48 VECTOR_BF16
            index_select | [[10,4],[],[3]] | ["float","Scalar","int"] | ["","1",""] | 0 240 VECTOR_FP32
            cat | [[[2],[3]],[]] | ["TensorList","Scalar"] | ["","0"] | 0 null VECTOR_OTHER
            index | [[10,4],[]] | ["float",""] | ["",""] | 0 null VECTOR_OTHER
            """)
    void copiesOfElements(String name, String dims, String types, @Nullable String values, String work) {
        check(ATEN + name, dims, types, values, work);
    }

    @Test
    void noOperatorHasTwoModels() {
        assertThat(OperatorModels.ALL).extracting(OperatorModel::name).doesNotHaveDuplicates();
        assertThat(OperatorModels.of("aten::linear")).isNull();
    }

    private static void check(String name, String dims, String types, @Nullable String values, String expected) {
        OperatorModel model = Objects.requireNonNull(OperatorModels.of(name));
        Work work = Objects.requireNonNull(model.work(dims, types, values == null ? "" : values), name);
        assertThat(work.flops() + " " + work.bytes() + " " + work.unit() + (work.estimate() ? " at least" : ""))
                .isEqualTo(expected);
    }
}
