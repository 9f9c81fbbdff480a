package io.tracemill.ingest.facts;

import io.tracemill.ingest.communication.CollectiveWord;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.schemas.CollectiveKind;
import io.tracemill.schemas.CopyDirection;
import io.tracemill.schemas.flat.Attribute;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the names of events tell.
 *
 * @param graphLaunch whether a call of this name launches a graph of kernels
 * @param step step that an annotation of this name begins, {@link #NO_STEP} for none
 * @param collective what a collective of this name does, or one that an operator of this name calls; null for unknown
 * @param operation the name of a collective without the ids of its group and call; null if it does not end with any
 * @param group id of the group in the name of a collective; null if it does not end with any ids
 * @param sequence number of the collective in its group, behind that id; {@link #NO_NUMBER} for none
 * @param memoryChange whether an instant of this name says that memory was allocated or released
 * @param launches whether a call of this name launches kernels
 * @param copyDirection where a copy of this name is from and to; null if the name does not say
 */
record NameFacts(
        boolean graphLaunch,
        int step,
        @Nullable CollectiveKind collective,
        @Nullable String operation,
        @Nullable String group,
        long sequence,
        boolean memoryChange,
        boolean launches,
        @Nullable CopyDirection copyDirection) {

    /** Number of no step. */
    static final int NO_STEP = -1;

    /** Number of a collective whose name has none. */
    static final long NO_NUMBER = -1;

    /** Names that tell nothing. */
    static final NameFacts NONE = new NameFacts(false, NO_STEP, null, null, null, NO_NUMBER, false, false, null);

    private static final RememberedNames<NameFacts> REMEMBERED = new RememberedNames<>(NameFacts::read);

    /** PyTorch's mark of a step, and PaddlePaddle's. */
    private static final List<String> STEPS = List.of("ProfilerStep#", "ProfileStep#");

    private static final Pattern STEP_NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final String GRAPH_LAUNCH = "graphlaunch";
    private static final String COLLECTIVE = "hcom_";

    /** Who names sends and receives so that only these are meant: HCCL, and the operators of PyTorch. */
    private static final Pattern TRANSFERS = Pattern.compile("(?i)hcom_|nccl:|_?c10d");

    /** Ids at the end of the name of a collective: of the group, and of the collective in the group. */
    private static final Pattern IDS = Pattern.compile("_+([0-9]+)_([0-9]{1,15})_.*");

    private static final String MEMORY = "[memory]";

    /** CUDA, HIP, Level Zero and others; Cambricon invokes a kernel. */
    private static final List<String> LAUNCHES = List.of("launch", "invokekernel", "enqueuendrange");

    /** MTIA runs a function. */
    private static final String RUN = "runfunction";

    private static final String HOST_FUNCTION = "hostf";

    static NameFacts of(String name) {
        return Objects.requireNonNull(REMEMBERED.mark(name));
    }

    private static NameFacts read(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String operation = name.startsWith(COLLECTIVE) ? withoutIds(name) : null;
        NameFacts facts = new NameFacts(
                lower.contains(GRAPH_LAUNCH),
                step(name),
                collective(name),
                operation,
                operation == null ? null : firstId(name.substring(operation.length())),
                operation == null ? NO_NUMBER : sequence(name.substring(operation.length())),
                name.equals(MEMORY),
                launches(lower),
                CopyFacts.inName(name));
        return facts.equals(NONE) ? NONE : facts;
    }

    private static boolean launches(String lower) {
        return lower.startsWith(RUN) || (LAUNCHES.stream().anyMatch(lower::contains) && !lower.contains(HOST_FUNCTION));
    }

    private static @Nullable CollectiveKind collective(String name) {
        CollectiveKind kind = CollectiveWord.in(name);
        boolean told =
                kind == null || !kind.isTransfer() || TRANSFERS.matcher(name).lookingAt();
        return told ? kind : null;
    }

    /** Second id of several, such as 0 of {@code __586_0_1}. */
    private static long sequence(String ids) {
        Matcher matcher = IDS.matcher(ids);
        return matcher.matches() ? Long.parseLong(matcher.group(2)) : NO_NUMBER;
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
