package io.tracemill.cli.config;

import io.tracemill.schemas.wording.Language;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converter of a language: its code, or a locale of it such as {@code zh-CN} or {@code zh_CN.UTF-8}. */
public final class Languages implements ITypeConverter<Language> {

    @Override
    public Language convert(String text) {
        String code = text.replaceFirst("[-_.@].*", "").toLowerCase(Locale.ROOT);
        return Arrays.stream(Language.values())
                .filter(language -> language.tag().equals(code))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("expected "
                        + Alternatives.of(Arrays.stream(Language.values())
                                .map(Language::tag)
                                .toList())
                        + " but was \"" + text + '"'));
    }
}
