/**
 * The streams of records: Avro types, topics, and their encoding as bytes. The only place where the stages meet.
 *
 * <p>The types are generated from {@code src/main/avro}. They are the model, and no stage has a second one. If an
 * object per event would cost more than the work on it, the stages read and write the same bytes through {@code flat}.
 * Every record travels in Avro's single-object encoding (a two-byte marker, an eight-byte schema fingerprint, the
 * data), so a reader needs no registry, and reads every schema that was ever released ({@code history}). If a cluster
 * has a registry, {@code Framing} replaces marker and fingerprint by the id of a schema where records enter and leave
 * the program.
 *
 * <p>Must not import any stage. The package itself is not null-marked, because Avro's generated accessors are not;
 * hand-written types are, one by one.
 */
package io.tracemill.schemas;
