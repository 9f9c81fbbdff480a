package io.tracemill.ingest.work;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Kernels that multiply matrices, of which Ascend's tables of kernels record type, shapes and formats. Shapes and types
 * are lists with {@code ;} between the inputs: {@code 32,1000;1000,4096}.
 */
public final class ProductKernel {

    private static final Pattern TYPE = Pattern.compile("(?:Batch)?MatMul(?:V[0-9])?");

    /** Formats whose shapes are those of the matrices; others are padded. */
    private static final List<String> PLAIN = List.of("ND", "FORMAT_ND");

    private ProductKernel() {}

    /** Whether kernels of a type multiply matrices. */
    public static boolean isType(String type) {
        return TYPE.matcher(type).matches();
    }

    /**
     * Work of a kernel; null if its shapes do not tell it. The output tells M and N; what is left of the first input
     * is K, whichever way the matrices lie.
     */
    public static @Nullable Work work(String inputShapes, String types, String formats, String outputShape) {
        List<Shape> inputs =
                items(inputShapes).stream().map(ProductKernel::shape).toList();
        Shape output = shape(plain(outputShape));
        boolean plain = inputs.size() >= 2 && PLAIN.contains(items(formats).get(0));
        if (!plain || output.rank() < 2 || output.elements() == 0) {
            return null;
        }
        long n = output.size(output.rank() - 1);
        long rows = output.elements() / n;
        long k = inputs.get(0).elements() / rows;
        boolean fits = Saturated.product(rows, k) == inputs.get(0).elements()
                && inputs.stream().allMatch(Shape::isKnown);
        if (!fits || inputs.get(1).elements() < Saturated.product(k, n)) {
            return null;
        }
        boolean bias = inputs.size() > 2 && inputs.get(2).elements() == n;
        ElementType type = ElementType.of(items(types).get(0));
        Traffic traffic = new Traffic()
                .add(inputs.get(0).elements(), type)
                .add(inputs.get(1).elements(), type)
                .add(output.elements(), type)
                .add(bias ? n : 0, type);
        long flops = Saturated.sum(Saturated.product(2, rows, k, n), bias ? output.elements() : 0);
        return Work.ofMatrices(flops, traffic, type);
    }

    private static Shape shape(String sizes) {
        return InputTexts.numbers("[" + sizes + "]");
    }

    private static List<String> items(String list) {
        return Arrays.asList(plain(list).split(";", -1));
    }

    /** Shapes are in quotes. */
    private static String plain(String text) {
        return text.replace("\"", "");
    }
}
