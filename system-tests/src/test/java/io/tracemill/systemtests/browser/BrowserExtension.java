package io.tracemill.systemtests.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives the tests of a class one browser, and all classes the same pages; skips them where there is no browser. */
final class BrowserExtension implements BeforeAllCallback, ParameterResolver {

    private static final Namespace OURS = Namespace.create(BrowserExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Path downloads = Files.createTempDirectory("downloads");
        context.getStore(OURS).put(Path.class, (AutoCloseable) () -> PageFiles.delete(downloads));
        context.getStore(OURS).put(Browser.class, Browser.start(downloads));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Browser.class || type == PageFiles.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        Object known = type == Browser.class
                ? context.getStore(OURS).get(Browser.class, Browser.class)
                : context.getRoot().getStore(OURS).computeIfAbsent(PageFiles.class, key -> pages(), PageFiles.class);
        return Objects.requireNonNull(known, type.getName());
    }

    private static PageFiles pages() {
        try {
            return PageFiles.make();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
