package io.tracemill.ingest.facts;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.schemas.SyncScope;
import io.tracemill.schemas.flat.Attribute;
import java.util.Set;

/** Facts about synchronisations, from the kind that Kineto records with them. */
final class SyncFacts {

    private static final byte[] KIND = "\"cuda_sync_kind\"".getBytes(US_ASCII);
    private static final byte[] STREAM_SYNC = "Stream Sync".getBytes(US_ASCII);
    private static final byte[] CONTEXT_SYNC = "Context Sync".getBytes(US_ASCII);
    private static final byte[] DEVICE_SYNC = "Device Sync".getBytes(US_ASCII);

    /** CUPTI writes an absent stream as -1, in 32 bits signed or unsigned. */
    private static final Set<String> NO_STREAM = Set.of("", "-1", "4294967295");

    private final FactTexts texts;

    SyncFacts(FactTexts texts) {
        this.texts = texts;
    }

    void addTo(EventFields event) {
        if (waitsForAll(event)) {
            boolean named = !NO_STREAM.contains(texts.text(event, Attribute.STREAM));
            event.setSymbol(Attribute.SYNC_SCOPE, named ? SyncScope.STREAM : SyncScope.DEVICE);
        }
    }

    /** Waits on a single event, and waits of one stream for another, are left out. */
    private static boolean waitsForAll(EventFields event) {
        return Arguments.hold(event, KIND)
                && (Arguments.hold(event, STREAM_SYNC)
                        || Arguments.hold(event, CONTEXT_SYNC)
                        || Arguments.hold(event, DEVICE_SYNC));
    }
}
