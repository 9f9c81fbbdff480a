package io.tracemill.ingest;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.reject.Reject;
import io.tracemill.ingest.sort.BlockBuilder;
import io.tracemill.ingest.sort.SpanPairing;
import io.tracemill.schemas.flat.Attribute;
import java.util.Locale;
import java.util.Set;

/** Pairing of a file's begins and ends, once it has been read; the spans join the other events. */
final class SpanAssembly implements SpanPairing.Sink {

    private final TraceContents contents;
    private final Set<String> dropCategories;
    private final BlockBuilder blocks;

    private SpanAssembly(TraceContents contents, Set<String> dropCategories) {
        this.contents = contents;
        this.blocks = new BlockBuilder(contents.events);
        this.dropCategories = dropCategories;
    }

    /** Pairs the begins and ends of a trace; spans of categories to drop, in lower case, are counted and left out. */
    static void pair(TraceContents contents, Set<String> dropCategories) throws IngestException {
        SpanAssembly assembly = new SpanAssembly(contents, dropCategories);
        new SpanPairing(contents.strings, assembly).pair(contents.unpaired.events(), contents.last());
        assembly.blocks.seal();
    }

    @Override
    public void span(EventFields span) throws IngestException {
        String category = span.text(contents.strings, span.text(Attribute.CATEGORY));
        if (!category.isEmpty() && dropCategories.contains(category.toLowerCase(Locale.ROOT))) {
            contents.filtered.add(category, 1);
            return;
        }
        noteCorrelation(span);
        blocks.add(span);
    }

    private void noteCorrelation(EventFields span) {
        if (span.has(Attribute.CORRELATION_ID)) {
            long id = span.number(Attribute.CORRELATION_ID);
            switch (span.kind) {
                case KERNEL, COMMUNICATION, MEMCPY, MEMSET -> contents.launches.addDeviceEvent(id);
                case LAUNCH, RUNTIME -> contents.launches.addCall(id);
                case OPERATOR -> {
                    if (contents.dialect().linking().operatorsLaunch()) {
                        contents.launches.addOperator(id);
                    }
                }
                case ANNOTATION, PYTHON, SYNC, COUNTER, INSTANT, OTHER -> {}
            }
        }
    }

    @Override
    public void endMerged() {
        contents.merged.add("end", 1);
    }

    @Override
    public void reject(Reject reject) throws IngestException {
        contents.rejects.add(reject);
    }
}
