package io.tracemill.schemas.wording;

import java.util.Locale;

/** Language of sentences for people. Its templates are the resource {@code sentences_LANGUAGE.properties}. */
public enum Language {
    /** English. The sentences in topics and datasets are English. */
    EN,
    /** Chinese, in simplified characters. */
    ZH;

    /** Language of a locale: Chinese if that is its language, otherwise English. */
    public static Language of(Locale locale) {
        return locale.getLanguage().equals(ZH.tag()) ? ZH : EN;
    }

    /** Code of the language, such as {@code en}. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
