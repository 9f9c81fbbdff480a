package io.tracemill.ingest.facts;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Map.entry;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.schemas.flat.Attribute;
import java.util.Map;

/** Facts about collectives, from what PyTorch records with them and from the names that Ascend gives them. */
final class CollectiveFacts {

    /** Bytes of an element, by PyTorch's name of its type. */
    private static final Map<String, Integer> ELEMENT_BYTES = Map.ofEntries(
            entry("Bool", 1),
            entry("Byte", 1),
            entry("Char", 1),
            entry("Float8_e4m3fn", 1),
            entry("Float8_e4m3fnuz", 1),
            entry("Float8_e5m2", 1),
            entry("Float8_e5m2fnuz", 1),
            entry("Short", 2),
            entry("UInt16", 2),
            entry("Half", 2),
            entry("BFloat16", 2),
            entry("Int", 4),
            entry("UInt32", 4),
            entry("Float", 4),
            entry("ComplexHalf", 4),
            entry("Long", 8),
            entry("UInt64", 8),
            entry("Double", 8),
            entry("ComplexFloat", 8),
            entry("ComplexDouble", 16));

    private static final long FIELDS = Attribute.COLLECTIVE.fieldBits();

    private static final int NAME = 0;
    private static final int GROUP = 1;
    private static final int GROUP_SIZE = 2;
    private static final int ELEMENTS = 3;
    private static final int TYPE = 4;
    private static final int ASCEND_TYPE = 5;
    private static final int RECEIVER = 6;
    private static final int SENDER = 7;
    private static final int ASCEND_GROUP = 8;

    private static final byte[] SEND = "send".getBytes(US_ASCII);
    private static final byte[] RECEIVE = "recv".getBytes(US_ASCII);

    private final FactTexts texts;
    private final Arguments arguments = new Arguments(
            "Collective name",
            "Process Group Name",
            "Group size",
            "In msg nelems",
            "dtype",
            "data_type",
            "Dst Rank",
            "Src Rank",
            "group");

    CollectiveFacts(FactTexts texts) {
        this.texts = texts;
    }

    void addTo(EventFields event, NameFacts name) {
        arguments.read(event);
        texts.set(event, Attribute.COLLECTIVE_NAME, arguments, NAME);
        texts.set(event, Attribute.COLLECTIVE_OPERATION, name.operation());
        setGroup(event, name);
        setType(event, arguments.has(TYPE) ? TYPE : ASCEND_TYPE);
        if (arguments.isCount(GROUP_SIZE)) {
            event.set(Attribute.COLLECTIVE_GROUP_SIZE, arguments.count(GROUP_SIZE));
        }
        if (name.receives() || arguments.is(NAME, RECEIVE)) {
            setTransfer(event, Attribute.COLLECTIVE_RECEIVES, SENDER);
        } else if (name.sends() || arguments.is(NAME, SEND)) {
            setTransfer(event, Attribute.COLLECTIVE_SENDS, RECEIVER);
        }
        if ((event.present & FIELDS) != 0) {
            event.setFlag(Attribute.COLLECTIVE);
        }
    }

    /** PyTorch's name of the group, else Ascend's from its summary of collectives, else its id in the name. */
    private void setGroup(EventFields event, NameFacts name) {
        int group = arguments.has(GROUP) ? GROUP : ASCEND_GROUP;
        if (arguments.has(group)) {
            texts.set(event, Attribute.COLLECTIVE_GROUP, arguments, group);
        } else {
            texts.set(event, Attribute.COLLECTIVE_GROUP, name.group());
        }
    }

    /** Sets the type of the elements, and from it the size of the message. */
    private void setType(EventFields event, int place) {
        texts.set(event, Attribute.COLLECTIVE_ELEMENT_TYPE, arguments, place);
        String type = arguments.get(place);
        Integer elementBytes = type == null ? null : ELEMENT_BYTES.get(type);
        if (elementBytes != null && arguments.isCount(ELEMENTS)) {
            event.set(Attribute.COLLECTIVE_MESSAGE_BYTES, arguments.count(ELEMENTS) * elementBytes);
        }
    }

    private void setTransfer(EventFields event, Attribute direction, int peer) {
        event.setFlag(direction);
        if (arguments.isCount(peer)) {
            event.set(Attribute.COLLECTIVE_PEER, arguments.count(peer));
        }
    }
}
