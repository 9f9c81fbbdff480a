package io.tracemill.ingest.facts;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.schemas.CopyDirection;
import io.tracemill.schemas.flat.Attribute;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the names of events tell.
 *
 * @param graphLaunch whether a call of this name launches a graph of kernels
 * @param step step that an annotation of this name begins, {@link #NO_STEP} for none
 * @param receives whether a collective of this name receives from another rank
 * @param sends whether a collective of this name sends to another rank
 * @param operation the name of a collective without the ids of its group and call; null if it does not end with any
 * @param group id of the group in the name of a collective; null if it does not end with any ids
 * @param memoryChange whether an instant of this name says that memory was allocated or released
 * @param launches whether a call of this name launches kernels
 * @param copyDirection where a copy of this name is from and to; null if the name does not say
 */
record NameFacts(
        boolean graphLaunch,
        int step,
        boolean receives,
        boolean sends,
        @Nullable String operation,
        @Nullable String group,
        boolean memoryChange,
        boolean launches,
        @Nullable CopyDirection copyDirection) {

    /** Number of no step. */
    static final int NO_STEP = -1;

    /** Names that tell nothing. */
    static final NameFacts NONE = new NameFacts(false, NO_STEP, false, false, null, null, false, false, null);

    /** PyTorch's mark of a step, and PaddlePaddle's. */
    private static final List<String> STEPS = List.of("ProfilerStep#", "ProfileStep#");

    private static final Pattern STEP_NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final String GRAPH_LAUNCH = "graphlaunch";
    private static final String COLLECTIVE = "hcom_";
    private static final String RECEIVE = "hcom_receive";
    private static final String SEND = "hcom_send";
    private static final String MEMORY = "[memory]";

    /** CUDA, HIP, Level Zero and others; Cambricon invokes a kernel. */
    private static final List<String> LAUNCHES = List.of("launch", "invokekernel", "enqueuendrange");

    /** MTIA runs a function. */
    private static final String RUN = "runfunction";

    private static final String HOST_FUNCTION = "hostf";

    static NameFacts of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String operation = name.startsWith(COLLECTIVE) ? withoutIds(name) : null;
        NameFacts facts = new NameFacts(
                lower.contains(GRAPH_LAUNCH),
                step(name),
                lower.startsWith(RECEIVE),
                lower.startsWith(SEND),
                operation,
                operation == null ? null : firstId(name.substring(operation.length())),
                name.equals(MEMORY),
                launches(lower),
                CopyFacts.inName(name));
        return facts.equals(NONE) ? NONE : facts;
    }

    private static boolean launches(String lower) {
        return lower.startsWith(RUN) || (LAUNCHES.stream().anyMatch(lower::contains) && !lower.contains(HOST_FUNCTION));
    }

    /** A mark without a number is an annotation like any other. */
    private static int step(String name) {
        for (String mark : STEPS) {
            if (name.startsWith(mark)) {
                String number = name.substring(mark.length());
                return STEP_NUMBER.matcher(number).matches() ? Integer.parseInt(number) : NO_STEP;
            }
        }
        return NO_STEP;
    }

    /** Names such as {@code hcom_allReduce__586_0_1} end with the ids of a group and of a call; null for others. */
    private static @Nullable String withoutIds(String name) {
        int end = name.length();
        while (end > 0 && (name.charAt(end - 1) == '_' || Character.isDigit(name.charAt(end - 1)))) {
            end--;
        }
        return end == name.length() ? null : name.substring(0, end);
    }

    /** First id of several, such as 586 of {@code __586_0_1}; null if there are only underscores. */
    private static @Nullable String firstId(String ids) {
        String first = ids.replaceFirst("^_+", "").replaceFirst("_.*", "");
        return first.isEmpty() ? null : first;
    }

    /** Facts by name, worked out once for each pooled one. */
    static final class Table {

        /** Most names that are remembered. */
        private static final int MOST = 1 << 16;

        private final FactTexts texts;
        private @Nullable NameFacts[] byNumber = new @Nullable NameFacts[1024];
        private int count;

        Table(FactTexts texts) {
            this.texts = texts;
        }

        NameFacts of(EventFields event) {
            int reference = event.text(Attribute.NAME);
            if (reference < 0) {
                return NameFacts.of(texts.text(event, Attribute.NAME));
            }
            if (reference >= byNumber.length) {
                byNumber = Arrays.copyOf(byNumber, reference * 2);
            }
            NameFacts facts = byNumber[reference];
            if (facts == null) {
                facts = NameFacts.of(texts.text(event, Attribute.NAME));
                if (count < MOST) {
                    byNumber[reference] = facts;
                    count++;
                }
            }
            return facts;
        }
    }
}
