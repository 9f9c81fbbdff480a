package io.tracemill.cli.http;

import io.tracemill.cli.monitoring.HttpAddress;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names under which the server is known. A page of another site can make its own name point to this computer, so
 * requests for any other name are refused. Addresses cannot be made to point elsewhere.
 */
public final class HostNames {

    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");

    private final Set<String> names;

    private HostNames(Set<String> names) {
        this.names = names;
    }

    /** The name in an address, others, and that of the computer itself. */
    public static HostNames of(HttpAddress address, Set<String> others) {
        return new HostNames(Stream.concat(Stream.of("localhost", address.host()), others.stream())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether the server is meant by the host of a request, which has no port. */
    public boolean has(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return names.contains(name) || ADDRESS.matcher(name).matches();
    }
}
