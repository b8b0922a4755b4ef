package dev.colophon.testkit;

import java.util.function.Supplier;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/**
 * Gives a test class the JVM's one server of a kind, as a parameter and early enough for a Spring context that is made for
 * the class.
 *
 * @param <S> the server
 */
public abstract class SharedServerExtension<S>
        implements BeforeAllCallback, TestInstancePreConstructCallback, ParameterResolver {

    private final Class<S> kind;
    private final Supplier<S> shared;

    /** @param shared makes the server when first asked, and answers with the same one ever after */
    protected SharedServerExtension(Class<S> kind, Supplier<S> shared) {
        this.kind = kind;
        this.shared = shared;
    }

    @Override
    public final void beforeAll(ExtensionContext context) {
        raise(shared.get());
    }

    @Override
    public final void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        raise(shared.get());
    }

    /** Before each test: one that failed after it had stopped the server fails no other. */
    protected void raise(S server) {}

    @Override
    public final boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == kind;
    }

    @Override
    public final Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return shared.get();
    }
}
