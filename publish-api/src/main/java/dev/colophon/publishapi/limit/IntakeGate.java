package dev.colophon.publishapi.limit;

import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses new work (503, Retry-After) while the relay says so in the view that it publishes: it then has so much to send that
 * taking in more could cost it its place in the WAL. Reads go on. Without the view nothing is refused.
 */
@Component
class IntakeGate implements HandlerInterceptor, WebMvcConfigurer {

    private static final String READABLE = """
            SELECT count(*) = 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = 'outbox_relay' AND c.relname = 'intake_v1'
               AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
            """;
    private static final String SHED =
            "SELECT why, retry_after_seconds FROM outbox_relay.intake_v1 WHERE state = 'shed'";

    /** The relay looks every two seconds: asking more often than every second would tell nothing. */
    private static final Duration KNOWN_FOR = Duration.ofSeconds(1);

    private record Known(Instant until, Optional<Shed> shed) {}

    private record Shed(String why, Duration retryAfter) {}

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private volatile boolean readable;
    private volatile Known known = new Known(Instant.MIN, Optional.empty());

    IntakeGate(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this)
                .addPathPatterns(
                        "/v1/publications", "/v1/publications:bulk", "/v1/publications/**", "/v1/sites/*/retry-failed");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (HttpMethod.POST.matches(request.getMethod())) {
            shed().ifPresent(shed -> {
                throw new ProblemException(ProblemCode.INTAKE_SHED, shed.why(), shed.retryAfter());
            });
        }
        return true;
    }

    private Optional<Shed> shed() {
        var now = clock.instant();
        var latest = known;
        if (now.isAfter(latest.until())) {
            latest = new Known(now.plus(KNOWN_FOR), ask());
            known = latest;
        }
        return latest.shed();
    }

    private Optional<Shed> ask() {
        if (!readable) {
            readable = jdbc.sql(READABLE).query(Boolean.class).single();
        }
        return readable
                ? jdbc.sql(SHED)
                        .query((row, _) ->
                                new Shed(row.getString("why"), Duration.ofSeconds(row.getInt("retry_after_seconds"))))
                        .optional()
                : Optional.empty();
    }
}
