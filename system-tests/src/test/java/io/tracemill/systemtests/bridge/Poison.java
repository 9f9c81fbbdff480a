package io.tracemill.systemtests.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Messages that no topic can hold. */
final class Poison {

    private static final int LARGE = 2 << 20;

    private Poison() {}

    /** One of each kind for a topic of a form, by what it is. */
    static Map<String, byte @Nullable []> of(SenderForm form) {
        Random random = new Random(form.name().length());
        byte[] bytes = new byte[300];
        random.nextBytes(bytes);
        byte[] large = new byte[LARGE];
        Arrays.fill(large, (byte) 'x');
        byte[] whole = form.message(List.of(SentReading.of("cut", 1)));
        SenderForm other = form == SenderForm.VECTOR ? SenderForm.ADAPTER : SenderForm.VECTOR;
        Map<String, byte @Nullable []> poison = new LinkedHashMap<>();
        poison.put("random bytes", bytes);
        poison.put("words", "hello world".getBytes(UTF_8));
        poison.put("2 MB", large);
        poison.put("cut off", Arrays.copyOf(whole, whole.length / 3));
        poison.put("another form", other.message(List.of(SentReading.of("other", 1))));
        poison.put("no value", null);
        return poison;
    }
}
