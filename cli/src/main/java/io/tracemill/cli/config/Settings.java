package io.tracemill.cli.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Values of options that the command line does not give: from the environment, else from a file. */
public final class Settings implements IDefaultValueProvider {

    /** Variables that start like ours and are no options: for the launcher, and for the tests. */
    private static final Set<String> OTHER_VARIABLES = Set.of("TRACEMILL_JAVA_OPTS", "TRACEMILL_CORPUS");

    /** What Kubernetes tells every pod of a namespace in which a service has our name. */
    private static final Pattern OF_KUBERNETES = Pattern.compile(
            "TRACEMILL_([A-Z0-9_]*_)?(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT(_[0-9]+_(TCP|UDP|SCTP).*)?)");

    private final Map<String, Setting> byName;
    private final Map<ArgSpec, Setting> used = new HashMap<>();

    private Settings(Map<String, Setting> byName) {
        this.byName = byName;
    }

    /**
     * Reads the environment and the file that {@code --config} names.
     *
     * @throws SettingException on an unknown name, with the place and what was probably meant
     */
    public static Settings read(String[] args, Map<String, String> environment, CommandLine tracemill)
            throws SettingException {
        Set<String> known = OptionNames.of(tracemill);
        Map<String, Setting> settings = new LinkedHashMap<>();
        Optional<Path> file = file(args, environment);
        if (file.isPresent()) {
            settings.putAll(SettingsFile.read(file.get(), known));
        }
        settings.putAll(fromEnvironment(environment, known));
        return new Settings(settings);
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        Setting setting = argument instanceof OptionSpec option
                ? OptionNames.settable(option).map(byName::get).orElse(null)
                : null;
        if (setting == null) {
            return null;
        }
        used.put(argument, setting);
        return setting.value();
    }

    /** Where an option's value was written, as the start of an error's text; empty for the command line. */
    public String sourceOf(ArgSpec argument) {
        Setting setting = used.get(argument);
        return setting == null ? "" : setting.source() + ": ";
    }

    private static Optional<Path> file(String[] args, Map<String, String> environment) {
        String flag = "--" + OptionNames.CONFIG;
        List<String> before = List.of(args).contains("--")
                ? List.of(args).subList(0, List.of(args).indexOf("--"))
                : List.of(args);
        for (int i = 0; i < before.size(); i++) {
            if (before.get(i).startsWith(flag + "=")) {
                return Optional.of(Path.of(before.get(i).substring(flag.length() + 1)));
            }
            if (before.get(i).equals(flag) && i + 1 < before.size()) {
                return Optional.of(Path.of(before.get(i + 1)));
            }
        }
        return Optional.ofNullable(environment.get(OptionNames.environment(OptionNames.CONFIG)))
                .map(Path::of);
    }

    private static Map<String, Setting> fromEnvironment(Map<String, String> environment, Set<String> known)
            throws SettingException {
        Map<String, String> names = new TreeMap<>();
        known.forEach(name -> names.put(OptionNames.environment(name), name));
        names.put(OptionNames.environment(OptionNames.CONFIG), OptionNames.CONFIG);
        Map<String, Setting> settings = new LinkedHashMap<>();
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            String key = variable.getKey();
            if (!key.startsWith(OptionNames.ENVIRONMENT_PREFIX) || OTHER_VARIABLES.contains(key)) {
                continue;
            }
            String name = names.get(key);
            if (name == null && OF_KUBERNETES.matcher(key).matches()) {
                continue;
            }
            if (name == null) {
                throw new SettingException("environment: unknown variable " + key
                        + Suggestion.of(key, names.keySet())
                                .map(other -> "; did you mean " + other + "?")
                                .orElse(""));
            }
            settings.put(name, new Setting(variable.getValue(), key));
        }
        return settings;
    }
}
