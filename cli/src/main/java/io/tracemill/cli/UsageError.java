package io.tracemill.cli;

import io.tracemill.cli.config.Alternatives;
import io.tracemill.cli.config.Settings;
import io.tracemill.cli.config.Suggestion;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The error message for wrong arguments: one line, with what was probably meant. */
final class UsageError {

    private static final Pattern CHOICE =
            Pattern.compile("expected one of \\[(.*)] \\(case-insensitive\\) but was '(.*)'");
    private static final Pattern NUMBER = Pattern.compile("(?<=: )'(.*)' is not an? (?:int|long)$");

    private UsageError() {}

    /** What options of a command amount to; one that makes no sense is wrong usage. */
    static <T> T checked(CommandSpec command, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    static String line(ParameterException e, Settings settings) {
        String help = "; see " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help";
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched, help);
        }
        if (e instanceof MissingParameterException) {
            return String.valueOf(e.getMessage()).replaceFirst("^Missing", "missing") + help;
        }
        String source = e.getArgSpec() == null ? "" : settings.sourceOf(e.getArgSpec());
        String message = inOurWords(String.valueOf(e.getMessage()));
        return source + message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }

    /** A message of picocli, with the values of an enum and the types of numbers named as the help names them. */
    private static String inOurWords(String message) {
        Matcher choice = CHOICE.matcher(message);
        if (choice.find()) {
            String values = choice.group(1).toLowerCase(Locale.ROOT);
            return choice.replaceFirst(Matcher.quoteReplacement("expected "
                    + Alternatives.of(List.of(values.split(", "))) + " but was \"" + choice.group(2) + '"'));
        }
        return NUMBER.matcher(message).replaceFirst("must be a whole number but was \"$1\"");
    }

    private static String unmatched(UnmatchedArgumentException e, String help) {
        String argument = e.getUnmatched().get(0);
        CommandSpec command = e.getCommandLine().getCommandSpec();
        boolean option = argument.startsWith("-");
        List<String> known = option
                ? List.copyOf(command.optionsMap().keySet())
                : List.copyOf(command.subcommands().keySet());
        String what =
                option ? "unknown option " : command.parent() == null ? "unknown command " : "unexpected argument ";
        String bare = option ? argument.replaceFirst("=.*", "") : argument;
        return what
                + bare
                + Suggestion.of(bare, known)
                        .map(name -> "; did you mean " + name + "?")
                        .orElse(help);
    }
}
