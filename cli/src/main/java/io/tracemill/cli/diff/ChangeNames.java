package io.tracemill.cli.diff;

import io.tracemill.cli.terminal.TextTable;
import io.tracemill.ingest.facts.ShortNames;
import java.util.List;

/** Names of some changes in sentences: short forms, as in tables, by which they can be told apart. */
final class ChangeNames {

    private static final int LONGEST = 60;

    private final ShortNames names;

    /** Names of these changes. */
    ChangeNames(List<Change> changes) {
        names = ShortNames.of(changes.stream().map(ChangeNames::whole).toList());
    }

    /** What changed, such as {@code kernel NAME}. */
    String of(Change change, SampleKind samples) {
        return switch (change.measure()) {
            case LENGTH -> ChangeFields.code(samples);
            case DEVICE_TIME, REPLACED -> change.measure().text();
            case KERNEL, SHAPE -> change.measure().text() + " " + of(change);
            case OPERATOR, TOTAL -> of(change);
            case COMPUTING, EXPOSED_COMMUNICATION, EXPOSED_MEMCPY, IDLE ->
                change.measure().text() + " of " + change.name();
        };
    }

    /** Name of a change, without what is measured. */
    String of(Change change) {
        return names.of(whole(change), LONGEST);
    }

    private static String whole(Change change) {
        return TextTable.printable(change.name());
    }
}
