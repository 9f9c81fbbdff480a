package io.tracemill.ingest.dialect;

import static java.util.Map.entry;

import io.tracemill.ingest.dialect.ArgField.Reading;
import io.tracemill.ingest.dialect.Linking.ByCorrelationId;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.flat.Attribute;
import java.util.Map;

/**
 * Traces of PaddlePaddle's profiler. Names end with the duration. A category {@code Communication} is a call of the
 * host, and the parts of an operator ({@code OperatorInner}) leave what they launch to the operator. Copies do not name
 * their device, but their process is it. {@code async} flows repeat the correlation ids.
 *
 * <p>Source: PaddlePaddle/Paddle, {@code paddle/fluid/platform/profiler}: {@code chrometracing_logger.cc}, {@code
 * utils.cc}, and {@code trace_event.h}.
 */
final class PaddleDialect implements Dialect {

    private static final Telltales TELLTALES = Telltales.ofCategories(
                    "cudaruntime", "mluruntime", "customruntime", "operatorinner", "profilestep", "pythonuserdefined")
            .andMembers("span_indx");

    private static final ArgNames ARGS = ArgNames.sharedAnd(Map.ofEntries(
            entry("correlation id", ArgField.of(Attribute.CORRELATION_ID)),
            entry("theoretical achieved occupancy %", ArgField.of(Attribute.OCCUPANCY_PCT)),
            entry("input_shapes", new ArgField(Reading.JSON, Attribute.INPUT_DIMS)),
            entry("input_dtypes", new ArgField(Reading.JSON, Attribute.INPUT_TYPES))));

    private static final CategoryKinds KINDS = CategoryKinds.of(Map.ofEntries(
            entry("operator", EventKind.OPERATOR),
            entry("pythonop", EventKind.OPERATOR),
            entry("communication", EventKind.OPERATOR),
            entry("operatorinner", EventKind.ANNOTATION),
            entry("dygraphkernellaunch", EventKind.ANNOTATION),
            entry("statickernellaunch", EventKind.ANNOTATION),
            entry("dataloader", EventKind.ANNOTATION),
            entry("profilestep", EventKind.ANNOTATION),
            entry("userdefined", EventKind.ANNOTATION),
            entry("pythonuserdefined", EventKind.ANNOTATION),
            entry("forward", EventKind.ANNOTATION),
            entry("backward", EventKind.ANNOTATION),
            entry("optimization", EventKind.ANNOTATION),
            entry("cudaruntime", EventKind.RUNTIME),
            entry("mluruntime", EventKind.RUNTIME),
            entry("customruntime", EventKind.RUNTIME),
            entry("kernel", EventKind.KERNEL),
            entry("memcpy", EventKind.MEMCPY),
            entry("memset", EventKind.MEMSET)));

    private static final Linking LINKING = ByCorrelationId.ofCalls().repeatedByFlows();

    @Override
    public String name() {
        return "paddle";
    }

    @Override
    public Telltales telltales() {
        return TELLTALES;
    }

    @Override
    public ArgNames argNames() {
        return ARGS;
    }

    @Override
    public CategoryKinds categoryKinds() {
        return KINDS;
    }

    @Override
    public Linking linking() {
        return LINKING;
    }

    @Override
    public NameSuffix nameSuffix() {
        return NameSuffix.DURATION;
    }

    @Override
    public boolean processIsDevice() {
        return true;
    }
}
