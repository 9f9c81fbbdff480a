package io.tracemill.cli.config;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** One name, three spellings: {@code --max-rejected}, {@code max-rejected} and {@code TRACEMILL_MAX_REJECTED}. */
final class OptionNames {

    static final String ENVIRONMENT_PREFIX = "TRACEMILL_";
    static final String CONFIG = "config";

    private OptionNames() {}

    /** Names of all options of all commands that settings can give a value. */
    static Set<String> of(CommandLine tracemill) {
        Set<String> names = new TreeSet<>();
        collect(tracemill.getCommandSpec(), names);
        return names;
    }

    private static void collect(CommandSpec command, Set<String> names) {
        for (OptionSpec option : command.options()) {
            settable(option).ifPresent(names::add);
        }
        command.subcommands().values().forEach(sub -> collect(sub.getCommandSpec(), names));
    }

    /** Name without dashes of an option that takes part; help, version and the file itself do not. */
    static Optional<String> settable(OptionSpec option) {
        String name = option.longestName().replaceFirst("^-+", "");
        return option.usageHelp() || option.versionHelp() || name.equals(CONFIG) ? Optional.empty() : Optional.of(name);
    }

    static String environment(String name) {
        return ENVIRONMENT_PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** What an unknown key would be called if it followed the rules of a file. */
    static String plain(String key) {
        String bare = key.startsWith(ENVIRONMENT_PREFIX) ? key.substring(ENVIRONMENT_PREFIX.length()) : key;
        return bare.replaceFirst("^-+", "").toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
