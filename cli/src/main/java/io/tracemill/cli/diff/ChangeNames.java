package io.tracemill.cli.diff;

/** Names of changes in sentences. */
final class ChangeNames {

    private static final int LONGEST = 72;
    private static final int END = 28;
    private static final String CUT = "...";

    private ChangeNames() {}

    /** What changed, such as {@code kernel NAME}; long names are cut. */
    static String of(Change change, SampleKind samples) {
        return switch (change.measure()) {
            case LENGTH -> ChangeFields.code(samples);
            case DEVICE_TIME, REPLACED -> change.measure().text();
            case KERNEL, SHAPE -> change.measure().text() + " " + cut(change.name());
            case OPERATOR, TOTAL -> cut(change.name());
            case COMPUTING, EXPOSED_COMMUNICATION, EXPOSED_MEMCPY, IDLE ->
                change.measure().text() + " of " + change.name();
        };
    }

    /** As much of the beginning and the end of a name as a line has room for. */
    static String cut(String name) {
        return name.length() <= LONGEST
                ? name
                : name.substring(0, LONGEST - END - CUT.length()) + CUT + name.substring(name.length() - END);
    }
}
