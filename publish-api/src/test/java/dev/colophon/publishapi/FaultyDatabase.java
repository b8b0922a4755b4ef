package dev.colophon.publishapi;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Stands between the service and its database, and lets the n-th statement, or the commit, fail. Counts what it did. What the
 * service does by the clock is let through and not counted: a test means the work that it asks for itself.
 */
class FaultyDatabase implements BeanPostProcessor {

    private static final Set<String> EXECUTIONS = Set.of("execute", "executeQuery", "executeUpdate");

    /** How Spring Boot names the threads of what is scheduled. */
    private static final String BY_THE_CLOCK = "scheduling-";

    private final AtomicInteger untilFault = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger fired = new AtomicInteger();
    private volatile boolean loseAnswerOfCommit;

    /** From now on the n-th step (a statement of a transaction, or its commit) fails, once. */
    void failAtStep(int step) {
        fired.set(0);
        untilFault.set(step);
    }

    /** The next commit happens, but its answer is lost. */
    void loseAnswerOfNextCommit() {
        fired.set(0);
        loseAnswerOfCommit = true;
    }

    boolean firedSince() {
        return fired.get() > 0;
    }

    void heal() {
        untilFault.set(Integer.MAX_VALUE);
        loseAnswerOfCommit = false;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source && name.equals("dataSource") ? wrap(DataSource.class, source) : bean;
    }

    private <T> T wrap(Class<T> type, Object target) {
        InvocationHandler handler = (_, method, arguments) -> invoke(target, method, arguments);
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        if (Thread.currentThread().getName().startsWith(BY_THE_CLOCK)) {
            return seen(call(target, method, arguments));
        }
        var inTransaction = target instanceof PreparedStatement statement
                && EXECUTIONS.contains(method.getName())
                && !statement.getConnection().getAutoCommit();
        var commit = target instanceof Connection && method.getName().equals("commit");
        if (inTransaction || commit) {
            step();
        }
        var result = seen(call(target, method, arguments));
        if (commit && loseAnswerOfCommit) {
            loseAnswerOfCommit = false;
            fired.incrementAndGet();
            throw new SQLException("the connection broke after the commit", "08006");
        }
        return result;
    }

    private @Nullable Object seen(@Nullable Object result) {
        return switch (result) {
            case Connection connection -> wrap(Connection.class, connection);
            case PreparedStatement statement -> wrap(PreparedStatement.class, statement);
            case null, default -> result;
        };
    }

    private void step() throws SQLException {
        if (untilFault.get() != Integer.MAX_VALUE && untilFault.decrementAndGet() == 0) {
            untilFault.set(Integer.MAX_VALUE);
            fired.incrementAndGet();
            throw new SQLException("planted fault", "XX000");
        }
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException wrapped) {
            throw wrapped.getTargetException();
        }
    }
}
