package dev.colophon.wordpresspublisher.operations;

import static dev.colophon.wordpresspublisher.operations.OperatedService.KEY;
import static dev.colophon.wordpresspublisher.operations.OperatedService.SITES;
import static dev.colophon.wordpresspublisher.operations.OperatedService.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.testkit.contracts.OperationsRoutes;
import dev.colophon.testkit.http.RawRequest;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.wordpresspublisher.Newsroom;
import dev.colophon.wordpresspublisher.PublisherTest;
import dev.colophon.wordpresspublisher.inbox.Delivery;
import dev.colophon.wordpresspublisher.ledger.WorkSignal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who comes in at the operations API and the port of metrics, what is put on record of it, and what never reaches a log. */
@PublisherTest
class OperationsDoorTest {

    private final Newsroom newsroom;

    OperationsDoorTest(PostgresServer postgres, @Autowired WorkSignal work, @Autowired Delivery delivery) {
        this.newsroom = new Newsroom(postgres, work, delivery);
    }

    @Test
    void uses_of_more_than_400_days_ago_go_with_the_next_one() throws Exception {
        try (OperatedService service = OperatedService.start(KEY)) {
            newsroom.sql().sql("""
                            INSERT INTO wordpress_publisher.operations_use (id, operator, method, path, used_at)
                            SELECT gen_random_uuid(), 'long ago', 'GET', '/', clock_timestamp() - days * interval '1 day'
                              FROM unnest(ARRAY[399, 401]) AS days""").update();
            assertThat(service.operator("Ada").get(SITES).statusCode()).isEqualTo(200);
        }

        assertThat(newsroom.sql()
                        .sql("SELECT count(*) FROM wordpress_publisher.operations_use WHERE operator = 'long ago'")
                        .query(Long.class)
                        .single())
                .isOne();
    }

    @Test
    void the_door_opens_for_the_key_and_a_name_alone() throws Exception {
        try (OperatedService service = OperatedService.start(KEY)) {
            long uses = uses();
            var listed = OperationsRoutes.of("wordpress-publisher");
            assertThat(served(service.context())).as(OperationsRoutes.ADVICE).isEqualTo(listed.all());
            assertThat(listed.openAt(service.operator("Ada").door(), KEY)).isEmpty();
            assertRefused(service.with("", "Ada").get(SITES), 401, "OPERATIONS_KEY_REFUSED");
            assertRefused(service.with(KEY + "x", "Ada").get(SITES), 401, "OPERATIONS_KEY_REFUSED");
            assertRefused(service.operator("").get(SITES), 400, "OPERATOR_MISSING");
            assertRefused(service.operator("a".repeat(101)).get(SITES), 400, "OPERATOR_MISSING");
            assertRefused(service.operator("Ada").get("/operations/v2/sites"), 404, "NOT_FOUND");
            assertRefused(service.operator("Ada").get("/actuator/health"), 404, "NOT_FOUND");
            assertThat(uses()).isEqualTo(uses);

            var ada = service.operator("Ada");
            assertRefused(ada.get(SITES + "/nonsense/reconciliations"), 400, "REQUEST_REFUSED");
            assertRefused(ada.get("/operations/v1/dead-letters/publishing.requests.v1.dlt/-1/0"), 400, "PLACE_INVALID");
            assertRefused(ada.get("/operations/v1/dead-letters/publishing.requests.v1.dlt/0/-1"), 400, "PLACE_INVALID");
            assertRefused(ada.get("/operations/v1/nothing"), 404, "REQUEST_REFUSED");
            assertRefused(ada.post(SITES + "/" + UUID.randomUUID() + "/reconciliations", "{}"), 404, "SITE_UNKNOWN");
            assertRefused(
                    ada.get(SITES + "/" + UUID.randomUUID() + "/reconciliations/" + UUID.randomUUID()),
                    404,
                    "RECONCILIATION_NOT_FOUND");
            assertRefused(ada.post(SITES + "/" + UUID.randomUUID() + "/reconciliations", "{"), 400, "REQUEST_REFUSED");
            assertThat(uses()).isEqualTo(uses + 7);
        }
    }

    @Test
    void without_a_key_there_is_nothing_behind_the_door_and_a_short_one_is_refused_at_start() throws Exception {
        try (OperatedService service = OperatedService.start("")) {
            assertRefused(service.with("", "Ada").get(SITES), 404, "NOT_FOUND");
            assertRefused(service.operator("Ada").get(SITES), 404, "NOT_FOUND");
        }
        assertThatThrownBy(() -> OperatedService.start("short").close())
                .hasStackTraceContaining("COLOPHON_OPERATIONS_KEY");
    }

    @ParameterizedTest
    @EnumSource(names = {"INFO", "DEBUG"})
    @ExtendWith(OutputCaptureExtension.class)
    void what_cannot_be_read_of_a_request_is_refused_and_not_quoted_in_the_log(LogLevel level, CapturedOutput output)
            throws Exception {
        LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
        try (OperatedService service = OperatedService.start(KEY)) {
            logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, level);
            var ada = service.operator("Ada");
            assertRefused(ada.get(SITES + "?after=quokka"), 400, "REQUEST_REFUSED");
            assertThat(ada.get(SITES + "?as=quokka").statusCode()).isEqualTo(200);
            URI metrics = URI.create(
                    "http://127.0.0.1:" + service.port("management") + "/actuator/prometheus?includedNames=quokka%ff");
            assertThat(OperatedService.Api.send(HttpRequest.newBuilder(metrics)).statusCode())
                    .isEqualTo(400);
            assertRefused(ada.get(SITES + "?after=quokka%ff"), 400, "REQUEST_REFUSED");
            assertRefused(ada.get("/operations/v1/dead-letters?cursor=quokka%ff"), 400, "REQUEST_REFUSED");
            String request = "GET " + SITES + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization : Bearer "
                    + KEY + "\r\n\r\n";
            try (var unreadable = RawRequest.of(service.port("server"), request)) {
                assertThat(unreadable.untilLetGo()).startsWith("HTTP/1.1 400");
            }
        } finally {
            logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
        }

        assertThat(output).doesNotContain(KEY, "quokka", "OPERATIONS_FAILED", "threw exception");
    }

    /** Without a key: nobody waits for the rest of a body that was refused. */
    @Test
    void who_falls_silent_amid_a_request_is_let_go_at_both_ports() throws Exception {
        try (OperatedService service = OperatedService.start(KEY);
                var door = RawRequest.brokenOff(service.port("server"), "/operations/v1/sites");
                var health = RawRequest.brokenOff(service.port("management"), "/actuator/health")) {
            assertThat(door.untilLetGo()).startsWith("HTTP/1.1 401");
            assertThat(health.untilLetGo()).startsWith("HTTP/1.1 405");
        }
    }

    private static Set<String> served(ApplicationContext service) {
        return service
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .entrySet()
                .stream()
                .filter(handler -> handler.getValue().getBeanType().getName().startsWith("dev.colophon"))
                .flatMap(handler -> handler.getKey().getMethodsCondition().getMethods().stream()
                        .flatMap(method ->
                                handler.getKey().getPatternValues().stream().map(path -> method + " " + path)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private long uses() {
        return newsroom.sql()
                .sql("SELECT count(*) FROM wordpress_publisher.operations_use")
                .query(Long.class)
                .single();
    }
}
