package dev.colophon.testkit;

import java.util.function.Consumer;
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
    private final Consumer<S> raise;

    /**
     * @param shared makes the server when first asked, and answers with the same one ever after
     * @param raise starts it if it is down, before each test: one that failed after it had stopped the server fails no other
     */
    protected SharedServerExtension(Class<S> kind, Supplier<S> shared, Consumer<S> raise) {
        this.kind = kind;
        this.shared = shared;
        this.raise = raise;
    }

    @Override
    public final void beforeAll(ExtensionContext context) {
        raise.accept(shared.get());
    }

    @Override
    public final void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        raise.accept(shared.get());
    }

    @Override
    public final boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == kind;
    }

    @Override
    public final Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return shared.get();
    }
}
