package io.tracemill.ingest.facts;

import static java.util.Map.entry;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.schemas.flat.Attribute;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    private static final String SEND = "send";
    private static final String RECEIVE = "recv";

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
        texts.set(event, Attribute.COLLECTIVE_NAME, arguments.get(NAME));
        texts.set(event, Attribute.COLLECTIVE_OPERATION, name.operation());
        texts.set(event, Attribute.COLLECTIVE_GROUP, group(name));
        String type = arguments.get(TYPE) == null ? arguments.get(ASCEND_TYPE) : arguments.get(TYPE);
        texts.set(event, Attribute.COLLECTIVE_ELEMENT_TYPE, type);
        String size = arguments.get(GROUP_SIZE);
        if (isCount(size)) {
            event.set(Attribute.COLLECTIVE_GROUP_SIZE, Long.parseLong(size));
        }
        setMessageBytes(event, arguments.get(ELEMENTS), type);
        if (name.receives() || RECEIVE.equals(arguments.get(NAME))) {
            setTransfer(event, Attribute.COLLECTIVE_RECEIVES, arguments.get(SENDER));
        } else if (name.sends() || SEND.equals(arguments.get(NAME))) {
            setTransfer(event, Attribute.COLLECTIVE_SENDS, arguments.get(RECEIVER));
        }
        if ((event.present & FIELDS) != 0) {
            event.setFlag(Attribute.COLLECTIVE);
        }
    }

    /** PyTorch's name of the group, else Ascend's from its summary of collectives, else its id in the name. */
    private @Nullable String group(NameFacts name) {
        String group = arguments.get(GROUP) == null ? arguments.get(ASCEND_GROUP) : arguments.get(GROUP);
        return group == null ? name.group() : group;
    }

    private static void setTransfer(EventFields event, Attribute direction, @Nullable String peer) {
        event.setFlag(direction);
        if (isCount(peer)) {
            event.set(Attribute.COLLECTIVE_PEER, Long.parseLong(peer));
        }
    }

    private static void setMessageBytes(EventFields event, @Nullable String elements, @Nullable String type) {
        Integer elementBytes = type == null ? null : ELEMENT_BYTES.get(type);
        if (elementBytes != null && isCount(elements)) {
            event.set(Attribute.COLLECTIVE_MESSAGE_BYTES, Long.parseLong(elements) * elementBytes);
        }
    }

    private static boolean isCount(@Nullable String value) {
        return value != null && value.matches("[0-9]{1,15}");
    }
}
