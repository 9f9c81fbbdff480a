package io.tracemill.ingest.parse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.parse.NamedLane.Saying;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.schemas.flat.CompactMembers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the metadata events of a slice say of processes and threads. */
final class LaneSayings {

    private static final Map<String, Saying> SAYINGS =
            Stream.of(Saying.values()).collect(Collectors.toUnmodifiableMap(Saying::event, Function.identity()));
    private final PooledTexts texts;
    private final CompactMembers arguments = new CompactMembers();
    private final ScalarText text = new ScalarText();
    private List<NamedLane> lanes = new ArrayList<>();

    LaneSayings(PooledTexts texts) {
        this.texts = texts;
    }

    void begin() {
        lanes = new ArrayList<>();
    }

    List<NamedLane> lanes() {
        return lanes;
    }

    /** Notes what a metadata event says. */
    void note(EventFields event) {
        Saying saying = event.argsLength == 0 ? null : SAYINGS.get(texts.of(event, Attribute.NAME));
        if (saying == null) {
            return;
        }
        byte[] argument = saying.argument().getBytes(UTF_8);
        arguments.begin(event.args, event.argsOffset, event.argsOffset + event.argsLength);
        while (arguments.next()) {
            if (arguments.isNamed(argument) && arguments.isScalar()) {
                String process = texts.of(event, Attribute.PROCESS);
                boolean ofThread = saying == Saying.THREAD_NAME;
                String lane = ofThread ? process + '/' + texts.of(event, Attribute.THREAD) : process;
                text.read(event.args, arguments.value(), arguments.end());
                if (lane.length() <= NamedLane.LONGEST) {
                    lanes.add(new NamedLane(saying, lane, text.firstCharacters(NamedLane.LONGEST), event.position));
                }
            }
        }
    }
}
