package io.tracemill.schemas.wording;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Language of sentences for people. Its templates are the resource {@code sentences_LANGUAGE.properties}. */
public enum Language {
    /** English. The sentences in topics and datasets are English. */
    EN,
    /** Chinese, in simplified characters. */
    ZH;

    private static final List<String> LOCALE = List.of("LC_ALL", "LC_MESSAGES", "LANG");

    /**
     * Language of the locale that variables of the environment set, by POSIX's order: Chinese if that is its language,
     * otherwise English. The locale need not be installed.
     */
    public static Language of(Map<String, String> environment) {
        return LOCALE.stream()
                .map(name -> environment.getOrDefault(name, ""))
                .filter(locale -> !locale.isEmpty())
                .findFirst()
                .filter(locale -> locale.matches("zh([_.@-].*)?"))
                .map(locale -> ZH)
                .orElse(EN);
    }

    /** Code of the language, such as {@code en}. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
