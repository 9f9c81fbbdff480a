package io.tracemill.cli.monitoring;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The address at which pages are served.
 *
 * @param host name or address; empty for nowhere
 * @param port the port, 0 for any that is free
 */
public record HttpAddress(String host, int port) {

    /** Nowhere. */
    public static final HttpAddress OFF = new HttpAddress("", 0);

    /** Checks the port. */
    public HttpAddress {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535 but was " + port);
        }
    }

    /** This computer only, under a port of its own for each service; ingest serves nothing unless told to. */
    public static HttpAddress defaultOf(Service service) {
        return switch (service) {
            case STREAM -> new HttpAddress("127.0.0.1", 9470);
            case ARCHIVE -> new HttpAddress("127.0.0.1", 9471);
            case RECEIVE -> new HttpAddress("127.0.0.1", 9473);
            case SCRAPE -> new HttpAddress("127.0.0.1", 9474);
            case BRIDGE -> new HttpAddress("127.0.0.1", 9475);
            case NOTIFY -> new HttpAddress("127.0.0.1", 9476);
            case SERVE -> new HttpAddress("127.0.0.1", 9477);
            case INGEST -> OFF;
        };
    }

    /** Whether nothing is to be served. */
    public boolean isOff() {
        return host.isEmpty();
    }

    @Override
    public String toString() {
        return isOff() ? "off" : (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** Reads {@code HOST:PORT}, {@code [ADDRESS]:PORT} or {@code off}. */
    public static final class Converter implements ITypeConverter<HttpAddress> {

        private static final Pattern ADDRESS = Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([^:\\s\\[\\]]+)):(\\d{1,5})");

        @Override
        public HttpAddress convert(String text) {
            if (text.strip().equals("off")) {
                return OFF;
            }
            Matcher address = ADDRESS.matcher(text.strip());
            if (!address.matches() || Integer.parseInt(address.group(3)) > 65_535) {
                throw new TypeConversionException("must be HOST:PORT or off but was \"" + text + "\"");
            }
            String host = address.group(1) == null ? address.group(2) : address.group(1);
            return new HttpAddress(host, Integer.parseInt(address.group(3)));
        }
    }
}
