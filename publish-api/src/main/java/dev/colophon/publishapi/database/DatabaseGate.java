package dev.colophon.publishapi.database;

import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses whatever would change something (503, Retry-After) while the database is none to work on. A look-up from which rows are
 * hidden would make a second story of a known one; a read from which they are hidden ends in an error of PostgreSQL's own.
 */
@Component
class DatabaseGate implements HandlerInterceptor, WebMvcConfigurer {

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Duration KNOWN_FOR = Duration.ofSeconds(1);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private record Known(Instant until, Optional<DatabaseRefusal> refusal) {}

    private final DatabaseState database;
    private final InstantSource clock;
    private volatile Known known = new Known(Instant.MIN, Optional.empty());

    DatabaseGate(DatabaseState database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/v1/**", "/console/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!READS.contains(request.getMethod())) {
            refusal().ifPresent(refusal -> {
                throw new ProblemException(
                        ProblemCode.DATABASE_UNAVAILABLE,
                        refusal + ": " + refusal.saying()
                                + ". Nothing was stored; repeat the request with the same Idempotency-Key.",
                        RETRY_AFTER);
            });
        }
        return true;
    }

    private Optional<DatabaseRefusal> refusal() {
        var now = clock.instant();
        var latest = known;
        if (now.isAfter(latest.until())) {
            latest = new Known(now.plus(KNOWN_FOR), database.context().refusal());
            known = latest;
        }
        return latest.refusal();
    }
}
