package dev.colophon.statusprojector.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.statusprojector.Contracts;
import dev.colophon.statusprojector.message.Source;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The log gives back what it was given: what the fold reads of it are columns, derived from the message by the table. */
@NullUnmarked
@ExtendWith(PostgresExtension.class)
@SpringBootTest(
        webEnvironment = WebEnvironment.NONE,
        properties = {"spring.kafka.listener.auto-startup=false", "COLOPHON_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1"})
class EventLogTest {

    private static final List<String> BENT = List.of(
            "{\"post\":{\"id\":\"\",\"url\":\"https://news.example/\"}}",
            "{\"post\":{\"id\":\"4711\"}}",
            "{\"post\":{\"id\":12345678901234567890}}",
            "{\"post\":null,\"problem\":{}}",
            "{\"problem\":{\"code\":\" \",\"detail\":\"x\"}}",
            "{\"problem\":{\"code\":\"WP_X\"}}",
            "{\"problem\":{\"code\":\"WP_\\\"X\\\\, {}\",\"detail\":\"Ελλάδα ⚓ \\\"quoted\\\" \\\\ NULL\"}}",
            "{\"problem\":{\"code\":\"NULL\",\"detail\":\"\"}}",
            "{\"nextAttemptAt\":\"2026-11-24T11:25:31.9999999+02:00\"}",
            "{\"nextAttemptAt\":1764000000}",
            "{\"siteId\":\"C2B7F0D4-8C1E-4E8E-9F43-7A1D5B0E6F31\"}");

    private final ProjectEvents projectEvents;
    private final EventLog log;
    private final PostgresServer postgres;

    EventLogTest(@Autowired ProjectEvents projectEvents, @Autowired EventLog log, PostgresServer postgres) {
        this.projectEvents = projectEvents;
        this.log = log;
        this.postgres = postgres;
    }

    @BeforeEach
    void clear() {
        postgres.clear("status_projector");
    }

    @Test
    void an_event_is_the_same_before_the_log_and_after_it() {
        var entries = new ArrayList<LogEntry>();
        for (var source : Source.values()) {
            for (var file : Contracts.samples(source.word() + "s")) {
                var sample = (ObjectNode) JsonMapper.builder().build().readTree(Contracts.read(file));
                entries.add(Entries.of(source, sample, UUID.randomUUID()));
            }
        }
        for (var kind : List.of("published", "deferred", "reserved", "claimed")) {
            for (var change : BENT) {
                var bent = Contracts.sample("receipts/" + kind);
                bent.setAll((ObjectNode) JsonMapper.builder().build().readTree(change));
                entries.add(Entries.of(Source.RECEIPT, bent, UUID.randomUUID()));
            }
        }

        projectEvents.project(entries);

        var publications =
                entries.stream().map(LogEntry::publication).distinct().toList();
        assertThat(log.valid(publications).values().stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(
                        entries.stream().map(LogEntry::event).toList());
    }
}
