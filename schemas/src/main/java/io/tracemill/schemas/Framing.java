package io.tracemill.schemas;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The form of records in the topics of a cluster: the header before their data, which tells the schema that they were
 * written with. Inside the program every record is in single-object encoding; a framing converts records only where
 * they enter and leave the program. Thread-safe. Both directions throw a {@link
 * org.apache.kafka.common.errors.SerializationException} if the record is invalid, and a {@link
 * org.apache.kafka.common.errors.RetriableException} if nothing is wrong with the record.
 */
@NullMarked
public interface Framing {

    /** The framing of single-object encoding, which changes nothing. */
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

    /**
     * Converts a record from single-object encoding to its form in a topic.
     *
     * @param topic full name of the topic
     */
    byte[] toTopic(String topic, byte[] record);

    /**
     * Converts a record from its form in a topic to single-object encoding.
     *
     * @param topic full name of the topic
     */
    byte[] fromTopic(String topic, byte[] record);

    /** A serializer of values for topics, based on one that writes single-object encoding. */
    default <T> Serializer<T> serializer(Serializer<T> inner) {
        return (topic, value) -> {
            byte @Nullable [] record = inner.serialize(topic, value);
            return record == null ? null : toTopic(topic, record);
        };
    }

    /** A deserializer of values from topics, based on one that reads single-object encoding. */
    default <T> Deserializer<T> deserializer(Deserializer<T> inner) {
        return (topic, record) -> inner.deserialize(topic, record == null ? null : fromTopic(topic, record));
    }
}
