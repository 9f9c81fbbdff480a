package io.tracemill.ingest.communication;

import io.tracemill.ingest.communication.CommunicationName.Bearer;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rules that tell communication by name: those of {@link CommunicationName}, and the user's own.
 *
 * @param own pattern that is found in the function names of further kernels that communicate; null for none
 */
public record CommunicationNames(@Nullable Pattern own) {

    /** The names of {@link CommunicationName} only. */
    public static final CommunicationNames KNOWN = new CommunicationNames(null);

    private static final Pattern KERNELS = Pattern.compile("(?:^|::)(?:" + patterns(Bearer.KERNEL) + ")");
    private static final Pattern COMPUTING = Pattern.compile(patterns(Bearer.COMPUTING_KERNEL));
    private static final Pattern OPERATORS = Pattern.compile(patterns(Bearer.OPERATOR));

    private static String patterns(Bearer bearer) {
        return Arrays.stream(CommunicationName.values())
                .filter(name -> name.bearer() == bearer)
                .map(name -> "(?:" + name.pattern() + ")")
                .collect(Collectors.joining("|"));
    }

    /** What the name of a kernel tells. */
    public enum Told {
        /** The kernel communicates. */
        COMMUNICATES,
        /** The kernel computes, even if its launch stands in an operator that communicates. */
        COMPUTES,
        /** Nothing: the kernel communicates if its launch stands in an operator that communicates. */
        NOTHING
    }

    /** What the name of a kernel tells. The user's pattern goes first. */
    public Told byKernel(String name) {
        KernelFunction function = KernelFunction.of(name);
        if (own != null && own.matcher(function.name()).find()) {
            return Told.COMMUNICATES;
        }
        String words = function.snakeCase();
        if (COMPUTING.matcher(words).lookingAt()) {
            return Told.COMPUTES;
        }
        return KERNELS.matcher(words).find() ? Told.COMMUNICATES : Told.NOTHING;
    }

    /** Whether an operator or annotation of this name communicates. */
    public static boolean isOperator(String name) {
        return OPERATORS.matcher(name).lookingAt();
    }

    /** All patterns, as text. */
    public String text() {
        return Stream.of(KERNELS, COMPUTING, OPERATORS)
                .map(Pattern::pattern)
                .collect(Collectors.joining("\n", "", "\n" + (own == null ? "" : own.pattern())));
    }
}
