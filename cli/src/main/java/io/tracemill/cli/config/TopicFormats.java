package io.tracemill.cli.config;

import io.tracemill.telemetry.sniff.MessageShape;
import io.tracemill.telemetry.sniff.TopicReader;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The formats of topics, each as {@code TOPIC=FORMAT}. */
public final class TopicFormats implements ITypeConverter<TopicFormat>, Iterable<String> {

    private static final List<String> LABELS =
            TopicReader.SHAPES.stream().map(MessageShape::label).toList();

    @Override
    public TopicFormat convert(String text) {
        int equals = text.indexOf('=');
        Optional<MessageShape> shape = equals < 1
                ? Optional.empty()
                : MessageShape.of(text.substring(equals + 1)).filter(TopicReader.SHAPES::contains);
        return shape.map(known -> new TopicFormat(text.substring(0, equals), known))
                .orElseThrow(() -> new TypeConversionException("must be TOPIC=FORMAT, where the format is "
                        + Alternatives.of(LABELS) + ", but was \"" + text + '"'));
    }

    @Override
    public Iterator<String> iterator() {
        return LABELS.iterator();
    }
}
