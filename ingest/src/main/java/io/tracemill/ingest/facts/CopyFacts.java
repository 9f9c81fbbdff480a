package io.tracemill.ingest.facts;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.schemas.CopyDirection;
import io.tracemill.schemas.flat.Attribute;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Facts about copies: where from, where to, and how much. */
final class CopyFacts {

    /** Names of both ends as writers put them into names: HtoD, HostToDevice, H2D. */
    private static final Pattern IN_NAME =
            Pattern.compile("(H|Host|D|Device|P|Peer)(?:to|To|2)(H|Host|D|Device|P|Peer)(?![a-z0-9])");

    /** Both ends in an argument: DEVICE_TO_HOST (MTIA), "host to device" (Ascend). */
    private static final Pattern IN_ARGUMENT = Pattern.compile("(HOST|DEVICE|PEER)[ _]TO[ _](HOST|DEVICE|PEER)");

    /** Size in XLA's details of a copy: {@code kind_src:pageable kind_dst:device size:65536}. */
    private static final Pattern SIZE = Pattern.compile("(?:^| )size:([0-9]{1,18})(?: |$)");

    private static final int DETAILS = 2;

    private final Arguments arguments = new Arguments("direction", "memcpy direction", "memcpy_details");

    /** Direction that the name of a copy tells; null for none. */
    static @Nullable CopyDirection inName(String name) {
        if (!mayNameEnds(name)) {
            return null;
        }
        Matcher ends = IN_NAME.matcher(name);
        return ends.find() ? direction(ends.group(1), ends.group(2)) : null;
    }

    /** Whether a name has what both ends need, which few names have. Spares the others the pattern. */
    private static boolean mayNameEnds(String name) {
        boolean between = name.contains("to") || name.contains("To") || name.indexOf('2') >= 0;
        return between && (name.indexOf('H') >= 0 || name.indexOf('D') >= 0 || name.indexOf('P') >= 0);
    }

    /** Reads the arguments only if the name does not tell the direction, or the size is missing. */
    void addTo(EventFields event, NameFacts name) {
        CopyDirection direction = name.copyDirection();
        if (direction == null || !event.has(Attribute.BYTES)) {
            arguments.read(event);
            for (int place = 0; place < DETAILS && direction == null; place++) {
                direction = inArgument(arguments.get(place));
            }
            if (!event.has(Attribute.BYTES)) {
                size(arguments.get(DETAILS)).ifPresent(bytes -> event.set(Attribute.BYTES, bytes));
            }
        }
        if (direction != null) {
            event.setSymbol(Attribute.COPY_DIRECTION, direction);
        }
    }

    private static @Nullable CopyDirection inArgument(@Nullable String value) {
        Matcher ends = value == null ? null : IN_ARGUMENT.matcher(value.toUpperCase(Locale.ROOT));
        return ends != null && ends.matches() ? direction(ends.group(1), ends.group(2)) : null;
    }

    private static Optional<Long> size(@Nullable String details) {
        Matcher size = details == null ? null : SIZE.matcher(details);
        return size != null && size.find() ? Optional.of(Long.valueOf(size.group(1))) : Optional.empty();
    }

    private static CopyDirection direction(String from, String to) {
        boolean fromHost = isHost(from);
        boolean toHost = isHost(to);
        if (fromHost) {
            return toHost ? CopyDirection.HOST_TO_HOST : CopyDirection.HOST_TO_DEVICE;
        }
        return toHost ? CopyDirection.DEVICE_TO_HOST : CopyDirection.DEVICE_TO_DEVICE;
    }

    private static boolean isHost(String end) {
        return end.charAt(0) == 'H';
    }
}
