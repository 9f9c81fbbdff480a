package io.tracemill.schemas.flat;

/**
 * Layout of an encoded event, from {@link Attribute}. Numbers and flags of one record that follow each other are a run,
 * which is written and read in one loop. Arrays are by place.
 */
final class EventLayout {

    /** Number of attributes. */
    static final int COUNT = Attribute.ALL.size();

    /** Types of the attributes. */
    static final AttributeType[] TYPES =
            Attribute.ALL.stream().map(Attribute::type).toArray(AttributeType[]::new);

    /** Numbers of symbols. */
    static final int[] SYMBOLS = Attribute.ALL.stream()
            .mapToInt(attribute -> attribute.symbols().size())
            .toArray();

    /** Bits of the attributes that may be null. */
    static final long OPTIONAL = Attribute.bits(Attribute::isOptional);

    /** Bits of the flags. */
    static final long FLAGS = bitsOf(AttributeType.FLAG);

    /** Bits of the numbers of a fixed length. */
    static final long FIXED = bitsOf(AttributeType.DOUBLE) | bitsOf(AttributeType.BOOLEAN);

    /** Bits of the numbers that have bounds. */
    static final long BOUNDED = bitsOf(AttributeType.TEXT) | bitsOf(AttributeType.INT) | bitsOf(AttributeType.SYMBOL);

    /** Place behind the run that begins here; this place if none does. */
    static final int[] END_OF_RUN = endsOfRuns();

    /** Place behind the fields of the group that begins here. */
    static final int[] END_OF_GROUP = endsOfGroups();

    private EventLayout() {}

    private static long bitsOf(AttributeType type) {
        return Attribute.bits(attribute -> attribute.type() == type);
    }

    private static int[] endsOfRuns() {
        int[] ends = new int[COUNT];
        for (int place = 0; place < COUNT; place++) {
            int end = place;
            while (end < COUNT
                    && isInRun(end)
                    && Attribute.ALL.get(end).group()
                            == Attribute.ALL.get(place).group()) {
                end++;
            }
            ends[place] = end;
        }
        return ends;
    }

    private static boolean isInRun(int place) {
        return TYPES[place].isNumber() || TYPES[place] == AttributeType.FLAG;
    }

    private static int[] endsOfGroups() {
        int[] ends = new int[COUNT];
        for (int place = 0; place < COUNT; place++) {
            int end = place + 1;
            while (end < COUNT && Attribute.ALL.get(end).group() == Attribute.ALL.get(place)) {
                end++;
            }
            ends[place] = end;
        }
        return ends;
    }

    /** What is thrown by code for a single attribute that finds one of a run. */
    static IllegalStateException inRun(int place) {
        return new IllegalStateException(Attribute.ALL.get(place) + " is written and read in a run");
    }
}
