package io.tracemill.cli.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A file of settings: one {@code name = value} a line, empty lines, and comments that start with #. */
final class SettingsFile {

    private SettingsFile() {}

    /** The file's settings by option name without dashes; every name is one of those known. */
    static Map<String, Setting> read(Path file, Set<String> known) throws SettingException {
        List<String> lines = lines(file);
        Map<String, Setting> settings = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                add(line, file + ": line " + (i + 1), known, settings);
            }
        }
        return settings;
    }

    private static List<String> lines(Path file) throws SettingException {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new SettingException(file + ": must be UTF-8 text");
        } catch (IOException e) {
            throw new SettingException(
                    file + ": cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static void add(String line, String where, Set<String> known, Map<String, Setting> settings)
            throws SettingException {
        int equals = line.indexOf('=');
        if (equals < 1) {
            throw new SettingException(where + ": must be 'name = value' but was \"" + line + "\"");
        }
        String key = line.substring(0, equals).strip();
        if (!known.contains(key)) {
            throw new SettingException(where + ": unknown key \"" + key + "\"" + suggestion(key, known));
        }
        if (settings.put(key, new Setting(line.substring(equals + 1).strip(), where)) != null) {
            throw new SettingException(where + ": \"" + key + "\" is set twice");
        }
    }

    private static String suggestion(String key, Set<String> known) {
        return Suggestion.of(OptionNames.plain(key), known)
                .map(name -> "; did you mean \"" + name + "\"?")
                .orElse("");
    }
}
