package io.tracemill.cli.config;

import io.tracemill.schemas.Topic;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A topic by its name without the prefix. */
public final class TopicName implements ITypeConverter<Topic> {

    @Override
    public Topic convert(String text) {
        return Arrays.stream(Topic.values())
                .filter(topic -> topic.suffix().equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("there is no topic \"" + text + "\", expected "
                        + Alternatives.of(
                                Arrays.stream(Topic.values()).map(Topic::suffix).toList())));
    }
}
