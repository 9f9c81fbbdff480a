package io.tracemill.telemetry.otlp;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;

/** Values of attributes as texts. A list or map is written like JSON, and cut soon after the length of a label. */
final class AttributeTexts {

    private final int maxText;

    AttributeTexts(int maxText) {
        this.maxText = maxText;
    }

    String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> String.valueOf(value.getBoolValue());
            case INT_VALUE -> String.valueOf(value.getIntValue());
            case DOUBLE_VALUE -> String.valueOf(value.getDoubleValue());
            case ARRAY_VALUE, KVLIST_VALUE, BYTES_VALUE -> parts(value);
            default -> "";
        };
    }

    private String parts(AnyValue value) {
        StringBuilder text = new StringBuilder();
        append(text, value);
        return text.toString();
    }

    private void append(StringBuilder text, AnyValue value) {
        switch (value.getValueCase()) {
            case STRING_VALUE -> quoted(text, value.getStringValue());
            case BYTES_VALUE ->
                text.append('"').append(value.getBytesValue().size()).append(" bytes\"");
            case ARRAY_VALUE -> array(text, value);
            case KVLIST_VALUE -> pairs(text, value);
            case BOOL_VALUE, INT_VALUE, DOUBLE_VALUE -> text.append(text(value));
            default -> text.append("null");
        }
    }

    private void array(StringBuilder text, AnyValue value) {
        text.append('[');
        for (AnyValue part : value.getArrayValue().getValuesList()) {
            if (text.length() > maxText) {
                return;
            }
            comma(text, '[');
            append(text, part);
        }
        text.append(']');
    }

    private void pairs(StringBuilder text, AnyValue value) {
        text.append('{');
        for (KeyValue part : value.getKvlistValue().getValuesList()) {
            if (text.length() > maxText) {
                return;
            }
            comma(text, '{');
            quoted(text, part.getKey());
            text.append(':');
            append(text, part.getValue());
        }
        text.append('}');
    }

    private static void comma(StringBuilder text, char opening) {
        if (text.charAt(text.length() - 1) != opening) {
            text.append(',');
        }
    }

    private static void quoted(StringBuilder text, String part) {
        text.append('"')
                .append(part.replace("\\", "\\\\").replace("\"", "\\\""))
                .append('"');
    }
}
