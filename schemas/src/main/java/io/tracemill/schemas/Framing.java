package io.tracemill.schemas;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * How records stand in the topics of a cluster: what comes before their data, and says which schema they were written with.
 * Within the program every record is in single-object encoding; a framing changes that at the door, and nothing behind it.
 * Thread-safe. Both directions throw a {@link org.apache.kafka.common.errors.SerializationException} for a record that is
 * none, and a {@link org.apache.kafka.common.errors.RetriableException} where nothing is wrong with the record.
 */
@NullMarked
public interface Framing {

    /** As they are: in single-object encoding. */
    Framing SINGLE_OBJECT = new Framing() {
        @Override
        public byte[] toTopic(String topic, byte[] record) {
            return record;
        }

        @Override
        public byte[] fromTopic(String topic, byte[] record) {
            return record;
        }
    };

    /** The record as the topic of this full name holds it, given in single-object encoding. */
    byte[] toTopic(String topic, byte[] record);

    /** The record in single-object encoding, given as the topic of this full name holds it. */
    byte[] fromTopic(String topic, byte[] record);

    /** Writes values to topics by means of a serializer that writes single-object encoding. */
    default <T> Serializer<T> serializer(Serializer<T> inner) {
        return (topic, value) -> {
            byte @Nullable [] record = inner.serialize(topic, value);
            return record == null ? null : toTopic(topic, record);
        };
    }

    /** Reads values from topics by means of a deserializer that reads single-object encoding. */
    default <T> Deserializer<T> deserializer(Deserializer<T> inner) {
        return (topic, record) -> inner.deserialize(topic, record == null ? null : fromTopic(topic, record));
    }
}
