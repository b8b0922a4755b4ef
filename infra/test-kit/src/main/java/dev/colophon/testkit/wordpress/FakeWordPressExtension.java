package dev.colophon.testkit.wordpress;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the JVM's one fake WordPress, empty before each test. Tests that need a second site start their own. */
public final class FakeWordPressExtension implements BeforeEachCallback, ParameterResolver {

    @Override
    public void beforeEach(ExtensionContext context) {
        Shared.SITE.clear();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == FakeWordPress.class || type == WordPressUnderTest.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Shared.SITE;
    }

    /** Serves on virtual threads of this JVM, and so ends with it. */
    private static final class Shared {
        private static final FakeWordPress SITE = FakeWordPress.start();
    }
}
