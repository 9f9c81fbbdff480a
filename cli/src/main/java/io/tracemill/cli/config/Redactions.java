package io.tracemill.cli.config;

import io.tracemill.ingest.redact.RedactionRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Rules that tell secrets: {@code known}, {@code none}, or the name of a file with one regular expression per line for
 * secrets beside the known ones. Empty lines and lines that start with {@code #} are skipped.
 */
public final class Redactions implements ITypeConverter<RedactionRules> {

    @Override
    public RedactionRules convert(String text) {
        return switch (text) {
            case "known" -> RedactionRules.KNOWN;
            case "none" -> RedactionRules.NONE;
            default -> new RedactionRules(true, patterns(text));
        };
    }

    private static List<Pattern> patterns(String file) {
        List<Pattern> patterns = new ArrayList<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                patterns.add(pattern(file, number, line.strip()));
            }
        }
        return patterns;
    }

    private static Pattern pattern(String file, int number, String line) {
        try {
            return Pattern.compile(line);
        } catch (PatternSyntaxException e) {
            throw new TypeConversionException("must be known, none or a file of regular expressions but line " + number
                    + " of " + file + " was \"" + line + "\": " + e.getDescription());
        }
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException e) {
            throw new TypeConversionException(
                    "must be known, none or a file of regular expressions but \"" + file + "\" cannot be read");
        }
    }
}
