package io.tracemill.ingest.facts;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.schemas.CounterNames;
import io.tracemill.schemas.MemoryEventKind;
import io.tracemill.schemas.flat.Attribute;

/** Facts about memory, from the instants of PyTorch's allocator and from the rows of Ascend's tables. */
final class MemoryFacts {

    /** Category of the rows of {@code memory_record.csv}, which are named after the component that holds the memory. */
    private static final byte[] BY_COMPONENT = "memory_record".getBytes(US_ASCII);

    /**
     * Category of the rows of {@code operator_memory.csv}, which are named after the operator that holds the memory.
     */
    private static final byte[] BY_OPERATOR = "operator_memory".getBytes(US_ASCII);

    private static final byte[] ALLOCATED = CounterNames.ALLOCATED_BYTES.getBytes(US_ASCII);
    private static final byte[] RESERVED = CounterNames.RESERVED_BYTES.getBytes(US_ASCII);

    /** PyTorch's type of the host. */
    private static final byte[] HOST = "0".getBytes(US_ASCII);

    private static final int ADDRESS = 0;
    private static final int DEVICE_TYPE = 1;
    private static final int DEVICE = 2;

    private final FactTexts texts;
    private final Arguments arguments = new Arguments("Addr", "Device Type", "Device Id");

    MemoryFacts(FactTexts texts) {
        this.texts = texts;
    }

    void addTo(EventFields event, NameFacts name) {
        boolean change = name.memoryChange() && event.has(Attribute.BYTES);
        if (!change && !hasSizes(event)) {
            return;
        }
        event.setFlag(Attribute.MEMORY);
        event.setSymbol(Attribute.MEMORY_KIND, kind(event, change));
        arguments.read(event);
        setAddress(event);
        if (!event.has(Attribute.DEVICE) && !arguments.is(DEVICE_TYPE, HOST)) {
            texts.set(event, Attribute.MEMORY_DEVICE, arguments, DEVICE);
        }
    }

    private boolean hasSizes(EventFields event) {
        for (int i = 0; i < event.counters; i++) {
            int counter = event.counterNames[i];
            if (texts.is(event, counter, ALLOCATED) || texts.is(event, counter, RESERVED)) {
                return true;
            }
        }
        return false;
    }

    private MemoryEventKind kind(EventFields event, boolean change) {
        if (texts.is(event, Attribute.CATEGORY, BY_COMPONENT)) {
            return MemoryEventKind.COMPONENT_READING;
        }
        if (texts.is(event, Attribute.CATEGORY, BY_OPERATOR)) {
            return MemoryEventKind.ALLOCATION;
        }
        return change ? MemoryEventKind.CHANGE : MemoryEventKind.READING;
    }

    /** Sets the address, of decimal, hexadecimal or octal digits. What is no such number tells no allocation. */
    private void setAddress(EventFields event) {
        if (arguments.isCount(ADDRESS) && arguments.source(ADDRESS)[arguments.start(ADDRESS)] != '0') {
            event.set(Attribute.MEMORY_ADDRESS, arguments.count(ADDRESS));
            return;
        }
        String address = arguments.get(ADDRESS);
        if (address != null) {
            try {
                event.set(Attribute.MEMORY_ADDRESS, Long.decode(address));
            } catch (NumberFormatException e) {
                return; // no such number
            }
        }
    }
}
