/**
 * The event stream: Avro types, topics, and how they are written as bytes. The only place where the stages meet.
 *
 * <p>The types are generated from {@code src/main/avro}; they are the model, and no stage keeps a second one. Where an
 * object per event would cost more than the work on it, the stages read and write the same bytes through {@code flat}.
 * Every record travels in Avro's single-object encoding (a two-byte marker, an eight-byte schema fingerprint, the data), so a
 * reader needs no registry, and it reads every schema that was ever released ({@code history}). Where a cluster has a registry,
 * {@code Framing} puts the id of a schema in the place of marker and fingerprint, at the door.
 *
 * <p>Must not import any stage. The package itself is not null-marked because Avro's generated accessors are not;
 * hand-written types are, one by one.
 */
package io.tracemill.schemas;
