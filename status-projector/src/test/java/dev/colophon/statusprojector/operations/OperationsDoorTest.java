package dev.colophon.statusprojector.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.testkit.contracts.OperationsRoutes;
import dev.colophon.testkit.http.RawRequest;
import dev.colophon.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who comes in at the operations API and the port of metrics, what is put on record of it, and what never reaches a log. */
@NullUnmarked
@OperationsTest
class OperationsDoorTest {

    private final JdbcTemplate service;
    private final PostgresServer postgres;
    private final Operator operator;
    private final Operator management;

    OperationsDoorTest(
            @Autowired JdbcTemplate service,
            @LocalServerPort int port,
            @LocalManagementPort int managementPort,
            PostgresServer postgres) {
        this.service = service;
        this.postgres = postgres;
        this.operator = new Operator(port);
        this.management = new Operator(managementPort);
    }

    @BeforeEach
    void clear() {
        postgres.clear("status_projector");
    }

    @AfterEach
    void close() {
        operator.close();
        management.close();
    }

    @Test
    void each_route_is_listed_and_each_listed_one_is_served_and_asks_for_the_key_and_a_name(
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
        var listed = OperationsRoutes.of("status-projector");

        assertThat(served(mappings)).as(OperationsRoutes.ADVICE).isEqualTo(listed.all());
        assertThat(listed.openAt(operator.door(), OperationsTest.KEY)).isEmpty();
        assertThat(uses()).isZero();
    }

    @Test
    void nobody_comes_in_without_the_key_and_a_name() {
        assertThat(operator.code(operator.send("GET", "/operations/v1/rebuilds", "", Map.of("X-Operator", "ada")), 401))
                .isEqualTo("OPERATIONS_KEY_REFUSED");
        assertThat(operator.code(
                        operator.send(
                                "GET",
                                "/operations/v1/rebuilds",
                                "",
                                Map.of("X-Operator", "ada", "Authorization", "Bearer " + OperationsTest.KEY + "x")),
                        401))
                .isEqualTo("OPERATIONS_KEY_REFUSED");
        assertThat(operator.code(
                        operator.send(
                                "GET",
                                "/operations/v1/rebuilds",
                                "",
                                Map.of("Authorization", "Bearer " + OperationsTest.KEY)),
                        400))
                .isEqualTo("OPERATOR_MISSING");
        for (var path : new String[] {"/", "/actuator/health", "/operations", "/operations/v2/rebuilds", "/error"}) {
            assertThat(operator.send(
                                    "GET",
                                    path,
                                    "",
                                    Map.of("X-Operator", "ada", "Authorization", "Bearer " + OperationsTest.KEY))
                            .statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(uses()).isZero();
    }

    @Test
    void every_use_is_on_record_with_name_and_outcome() {
        operator.get("/operations/v1/rebuilds", 200);
        operator.post("/operations/v1/invalidations/preview", "{}", 422);

        assertThat(service.queryForList(
                        "SELECT concat_ws(' ', operator, method, path, status_code) FROM operations_use ORDER BY begun_at",
                        String.class))
                .containsExactly(
                        "ada GET /operations/v1/rebuilds 200", "ada POST /operations/v1/invalidations/preview 422");
    }

    @Test
    void uses_are_kept_for_400_days_and_the_service_can_take_none_away_itself() {
        for (var days : new int[] {399, 401, 800}) {
            new JdbcTemplate(postgres.superuser()).update("""
                    INSERT INTO status_projector.operations_use (use_id, operator, method, path, begun_at)
                    VALUES (gen_random_uuid(), 'bob', 'GET', '/' || ?, now() - ? * interval '1 day')
                    """, days, days);
        }

        operator.get("/operations/v1/rebuilds", 200);

        assertThat(service.queryForList("SELECT path FROM operations_use ORDER BY begun_at", String.class))
                .containsExactly("/399", "/operations/v1/rebuilds");
        assertThatThrownBy(() -> service.update("DELETE FROM operations_use"))
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rebuilds?limit=quokka%ff", "invalidations?limit=quokka%25%ff", "dead-letters?cursor=quokka%ff"})
    @ExtendWith(OutputCaptureExtension.class)
    void a_parameter_that_is_no_text_is_refused_without_being_quoted(String path, CapturedOutput output) {
        assertThat(operator.code(operator.send("GET", "/operations/v1/" + path, "", Operator.authorised()), 400))
                .isEqualTo("REQUEST_REFUSED");
        assertThat(output).doesNotContain("quokka", "OPERATION_FAILED");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void with_debug_on_neither_the_key_nor_what_was_asked_for_is_logged(
            CapturedOutput output, @Autowired LoggingSystem logging) {
        logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.DEBUG);
        try {
            for (var query : new String[] {"limit=quokka%ff", "limit=quokka"}) {
                assertThat(operator.code(
                                operator.send("GET", "/operations/v1/rebuilds?" + query, "", Operator.authorised()),
                                400))
                        .isEqualTo("REQUEST_REFUSED");
            }
            operator.get("/operations/v1/rebuilds?as=quokka", 200);
            assertThat(metrics("quokka").statusCode()).isEqualTo(200);
        } finally {
            logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
        }
        assertThat(output).contains("DEBUG").doesNotContain(OperationsTest.KEY).doesNotContain("quokka");
    }

    @ParameterizedTest
    @EnumSource(names = {"INFO", "DEBUG"})
    @ExtendWith(OutputCaptureExtension.class)
    void a_parameter_that_is_no_text_is_a_400_at_the_port_of_metrics_too(
            LogLevel level, CapturedOutput output, @Autowired LoggingSystem logging) {
        logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, level);
        try {
            assertThat(metrics("quokka%ff").statusCode()).isEqualTo(400);
        } finally {
            logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
        }
        assertThat(output).doesNotContain("quokka", "threw exception");
    }

    /** Without a key: nobody waits for the rest of a body that was refused. */
    @Test
    void who_falls_silent_amid_a_request_is_let_go_at_both_ports() throws IOException {
        try (var operations = RawRequest.brokenOff(operator.port(), "/operations/v1/rebuilds");
                var health = RawRequest.brokenOff(management.port(), "/actuator/health")) {
            assertThat(operations.untilLetGo()).startsWith("HTTP/1.1 401");
            assertThat(health.untilLetGo()).startsWith("HTTP/1.1 405");
        }
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void a_request_that_cannot_be_read_is_not_quoted_in_the_log(CapturedOutput output) throws IOException {
        var request = "GET /operations/v1/rebuilds HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization : Bearer "
                + OperationsTest.KEY + "\r\n\r\n";
        try (var unreadable = RawRequest.of(operator.port(), request)) {
            assertThat(unreadable.untilLetGo()).startsWith("HTTP/1.1 400");
        }
        assertThat(output).doesNotContain(OperationsTest.KEY);
    }

    private HttpResponse<String> metrics(String named) {
        return management.send("GET", "/actuator/prometheus?includedNames=" + named, "", Map.of());
    }

    private long uses() {
        return service.queryForObject("SELECT count(*) FROM operations_use", Long.class);
    }

    private static Set<String> served(RequestMappingHandlerMapping mappings) {
        return mappings.getHandlerMethods().entrySet().stream()
                .filter(handler -> handler.getValue().getBeanType().getName().startsWith("dev.colophon"))
                .flatMap(handler -> handler.getKey().getMethodsCondition().getMethods().stream()
                        .flatMap(method ->
                                handler.getKey().getPatternValues().stream().map(path -> method + " " + path)))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
