package io.tracemill.schemas.flat;

/** Writes and reads what a batch holds many of. */
interface ItemCoder<E> {

    /** The coder of events. */
    ItemCoder<FlatEvent> EVENTS = new ItemCoder<>() {
        @Override
        public void write(FlatEvent event, BinaryOutput out) {
            EventWriter.write(event, out);
        }

        @Override
        public void read(BinaryInput in, int strings, FlatEvent event) {
            EventReader.read(in, strings, event);
        }
    };

    /** The coder of spans. */
    ItemCoder<FlatSpan> SPANS = new ItemCoder<>() {
        @Override
        public void write(FlatSpan span, BinaryOutput out) {
            SpanCoder.write(span, out);
        }

        @Override
        public void read(BinaryInput in, int strings, FlatSpan span) {
            SpanCoder.read(in, strings, span);
        }
    };

    /** Appends an item. */
    void write(E item, BinaryOutput out);

    /** Reads the next item into one that is used again; it may refer to the first so many strings. */
    void read(BinaryInput in, int strings, E item);
}
