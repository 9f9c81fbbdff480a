package io.tracemill.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.message.SchemaStore;
import org.jspecify.annotations.NullMarked;

/** The history of schemas, with a self-contained file per version and type, as kept in {@code history}. */
@NullMarked
final class SchemaHistory {

    private SchemaHistory() {}

    /** The versions, oldest first: the folders of {@code history}, as its file {@code versions} lists them. */
    static List<String> versions() {
        return read("history/versions").lines().filter(line -> !line.isBlank()).toList();
    }

    /** The schemas of a type in all versions, to decode by fingerprint. */
    static SchemaStore of(String type) {
        SchemaStore.Cache store = new SchemaStore.Cache();
        for (String version : versions()) {
            String file = "history/" + version + "/" + type + ".avsc";
            if (SchemaHistory.class.getResource(file) != null) {
                store.addSchema(new Schema.Parser().parse(read(file)));
            }
        }
        return store;
    }

    private static String read(String resource) {
        try (InputStream in = SchemaHistory.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("schema history lacks " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
