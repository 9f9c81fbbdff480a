package io.tracemill.schemas.wording;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Templates of one language, by key. */
final class Templates {

    private static final Map<Language, Templates> READ = new ConcurrentHashMap<>();

    private final Map<String, Template> templates;

    private Templates(Map<String, Template> templates) {
        this.templates = templates;
    }

    static Templates of(Language language) {
        return READ.computeIfAbsent(language, Templates::read);
    }

    private static Templates read(Language language) {
        String resource = "sentences_" + language.tag() + ".properties";
        Properties properties = new Properties();
        try (Reader reader =
                new InputStreamReader(Templates.class.getResourceAsStream(resource), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + resource, e);
        }
        Map<String, Template> templates = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> templates.put(key, new Template(properties.getProperty(key))));
        return new Templates(Collections.unmodifiableMap(templates));
    }

    /** All templates. */
    Map<String, Template> all() {
        return templates;
    }

    boolean has(String key) {
        return templates.containsKey(key);
    }

    Template get(String key) {
        @Nullable Template template = templates.get(key);
        if (template == null) {
            throw new NoSuchElementException("there is no template " + key);
        }
        return template;
    }

    String fill(String key, Map<String, String> values) {
        return get(key).fill(values);
    }
}
