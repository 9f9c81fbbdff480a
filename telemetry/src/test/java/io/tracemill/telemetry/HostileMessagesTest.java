package io.tracemill.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.telemetry.sniff.MessageShape;
import io.tracemill.telemetry.sniff.Sniffer;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/**
 * Whatever comes, a reader gives, refuses, or throws that which it declares, within bounds of time and memory. A
 * message that is refused leaves nothing, and of what is read, all is published, refused or a duplicate.
 */
class HostileMessagesTest {

    @Property(tries = 1_000)
    void randomBytes(@ForAll byte[] bytes) throws IOException {
        for (HostileKind kind : HostileKinds.WHOLE) {
            kind.readWhole(bytes);
        }
        for (HostileKind kind : HostileKinds.STREAMS) {
            kind.readParts(bytes);
        }
        assertThat(Sniffer.shape(bytes)).isNotNull();
    }

    @Property(tries = 1_000)
    void mutatedMessages(@ForAll Random random) throws IOException {
        for (HostileKind kind : HostileKinds.WHOLE) {
            kind.readWhole(mutated(kind.message(), random));
        }
        for (HostileKind kind : HostileKinds.STREAMS) {
            kind.readParts(mutated(kind.message(), random));
        }
    }

    @Test
    void truncatedMessages() throws IOException {
        for (HostileKind kind : HostileKinds.WHOLE) {
            byte[] whole = kind.message();
            for (int length = 0; length < whole.length; length++) {
                kind.readWhole(Arrays.copyOf(whole, length));
            }
        }
        for (HostileKind kind : HostileKinds.STREAMS) {
            byte[] whole = kind.message();
            for (int length = 0; length < whole.length; length++) {
                kind.readParts(Arrays.copyOf(whole, length));
            }
        }
    }

    @Test
    void everyShapeIsThere() {
        assertThat(Stream.concat(HostileKinds.WHOLE.stream(), HostileKinds.STREAMS.stream())
                        .map(HostileKind::toString))
                .containsAll(Stream.of(MessageShape.values())
                        .map(MessageShape::label)
                        .toList());
    }

    private static byte[] mutated(byte[] message, Random random) {
        byte[] mutated = message;
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(mutated.length);
            if (random.nextInt(4) == 0) {
                byte[] longer = Arrays.copyOf(mutated, mutated.length + 1);
                System.arraycopy(mutated, at, longer, at + 1, mutated.length - at);
                mutated = longer;
            }
            mutated[at] = random.nextBoolean() ? (byte) random.nextInt(256) : mutated[random.nextInt(mutated.length)];
        }
        return mutated;
    }
}
