package io.tracemill.cli.config;

import java.net.URI;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where a registry is. */
public final class RegistryUrl implements ITypeConverter<URI> {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    @Override
    public URI convert(String text) {
        try {
            URI url = URI.create(text.strip());
            if (url.getHost() != null && SCHEMES.contains(url.getScheme())) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw rejected(text, e);
        }
        throw rejected(text, null);
    }

    private static TypeConversionException rejected(String text, @org.jspecify.annotations.Nullable Throwable cause) {
        TypeConversionException rejected =
                new TypeConversionException("must be a URL such as http://registry:8080 but was \"" + text + "\"");
        rejected.initCause(cause);
        return rejected;
    }
}
