package dev.colophon.publishapi;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.colophon.publishapi.outbox.Action;
import dev.colophon.publishapi.outbox.Outbox;
import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/** What holds for every command, from the door to the outbox. */
class CommandTest extends Commands {

    /** Every path on which a job comes to be. An action without a path here fails, and so does a door that leads to one. */
    enum Path {
        SINGLE(Action.PUBLISH, "PublicationController.accept"),
        BULK(Action.PUBLISH, "BulkController.accept"),
        SCHEDULE(Action.PUBLISH, "PublicationController.accept"),
        UPDATE(Action.PUBLISH, "PublicationController.accept"),
        RESCHEDULE(Action.PUBLISH, "PublicationController.accept"),
        UNPUBLISH(Action.UNPUBLISH, "CommandController.unpublish"),
        CANCEL(Action.CANCEL, "CommandController.cancel"),
        RETRY(Action.RETRY, "CommandController.retry"),
        RETRY_OF_ALL(Action.RETRY, "RetryFailedController.retry"),
        CONSOLE(Action.CANCEL, "PublicationPage.ask"),
        CONSOLE_OF_ALL(Action.RETRY, "RetryFailedPage.retry");

        private final Action action;
        private final String door;

        Path(Action action, String door) {
            this.action = action;
            this.door = door;
        }
    }

    @ParameterizedTest
    @EnumSource(Path.class)
    void every_path_fixes_the_variant_when_the_job_is_accepted(Path path) throws Exception {
        var request = story();
        content(request).put("title", "First of " + path + " " + shortId());
        var id = first(path, request);
        var projector = new Projector(tables);
        switch (path) {
            case SINGLE, BULK, SCHEDULE -> {}
            case UPDATE -> {
                content(request).put("title", "Second " + shortId());
                publish(request);
            }
            case RESCHEDULE -> publish(request.put("publishAt", tomorrow()));
            case UNPUBLISH -> {
                projector.tells(id, "published", 1);
                command(id, "unpublish");
            }
            case CANCEL -> command(id, "cancel");
            case RETRY -> {
                projector.tells(id, "failed", 1);
                command(id, "retry");
            }
            case RETRY_OF_ALL -> {
                projector.tells(id, "failed", 1);
                send("POST", "/v1/sites/" + site + "/retry-failed", ADMIN_KEY, Map.of(), "");
            }
            case CONSOLE -> {
                signIn(clientKey);
                submit(open("/console/publications/" + id + "/cancel"), Map.of());
            }
            case CONSOLE_OF_ALL -> {
                projector.tells(id, "failed", 1);
                signInAs("operator");
                submit(open("/console/sites/" + site + "/retry-failed"), Map.of());
            }
        }

        var payload = newestMessage(id);
        assertThat(payload.get("action").asString()).isEqualTo(path.action.text());
        assertThat(payload.at("/variant/title")).isEqualTo(request.at("/content/title"));
        assertThat(payload.at("/variant/slug").asString()).isNotBlank();
        var job = tables.sql("""
                        SELECT j.variant_id::text AS variant, j.action, v.title
                          FROM publish_api.publish_job j JOIN publish_api.variant v ON v.id = j.variant_id
                         WHERE j.id = CAST(:id AS uuid) AND j.superseded_at IS NULL
                        """)
                .param("id", payload.get("jobId").asString())
                .query()
                .singleRow();
        assertThat(job)
                .containsEntry("variant", payload.at("/variant/variantId").asString())
                .containsEntry("action", path.action.text())
                .containsEntry("title", payload.at("/variant/title").asString());
    }

    /** @return the publication's id */
    private String first(Path path, ObjectNode request) {
        return switch (path) {
            case BULK ->
                send(
                                "POST",
                                "/v1/publications:bulk",
                                clientKey,
                                Map.of("Idempotency-Key", UUID.randomUUID().toString()),
                                "{\"items\": [" + request + "]}")
                        .text("/items/0/publicationId");
            case SCHEDULE -> publish(request.put("publishAt", tomorrow())).text("/publicationId");
            default -> publish(request).text("/publicationId");
        };
    }

    @Test
    void no_action_is_without_such_a_path() {
        assertThat(Stream.of(Path.values()).map(path -> path.action).collect(toSet()))
                .isEqualTo(Arrays.stream(Action.values()).collect(toSet()));
    }

    @Test
    void no_door_that_leads_to_the_outbox_is_without_such_a_path() {
        assertThat(doorsTo(Outbox.class, "enqueue"))
                .isEqualTo(Stream.of(Path.values()).map(path -> path.door).collect(toSet()));
    }

    @Test
    void the_outbox_alone_calls_the_function_that_enqueues() throws IOException {
        try (var sources = Files.walk(RepositoryFiles.resolve("publish-api/src/main/java"))) {
            assertThat(sources.filter(Files::isRegularFile).filter(CommandTest::enqueues))
                    .extracting(source -> source.getFileName().toString())
                    .containsExactly("Outbox.java");
        }
    }

    private static boolean enqueues(java.nio.file.Path source) {
        try {
            return Files.readString(source).contains("enqueue_publication");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Whatever leads to a method, on however many steps, and is itself called by nothing of ours. */
    private static Set<String> doorsTo(Class<?> type, String method) {
        var ways = new HashSet<JavaCodeUnit>();
        var open = new ArrayDeque<JavaCodeUnit>();
        new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackagesOf(PublishApiApplication.class)
                        .get(type)
                        .getMethods()
                        .stream()
                        .filter(one -> one.getName().equals(method))
                        .forEach(open::add);
        var doors = new HashSet<String>();
        while (!open.isEmpty()) {
            var way = open.remove();
            if (ways.add(way)) {
                var callers = way.getAccessesToSelf();
                if (callers.isEmpty()) {
                    doors.add(way.getOwner().getSimpleName() + "." + way.getName());
                }
                callers.forEach(call -> open.add(call.getOrigin()));
            }
        }
        return doors;
    }

    @Test
    void the_links_name_the_commands_that_make_sense() {
        var id = publish(story()).text("/publicationId");
        var self = "/v1/publications/" + id;
        var accepted = get(self).json().get("links");
        new Projector(tables).tells(id, "published", 1);
        var published = get(self).json().get("links");
        new Projector(tables).tells(id, "failed", 1);
        var failed = get(self).json().get("links");

        assertThat(accepted.get("cancel").asString()).isEqualTo(self + "/cancel");
        assertThat(accepted.get("unpublish").isNull()).isTrue();
        assertThat(accepted.get("retry").isNull()).isTrue();
        assertThat(published.get("unpublish").asString()).isEqualTo(self + "/unpublish");
        assertThat(published.get("cancel").isNull()).isTrue();
        assertThat(failed.get("retry").asString()).isEqualTo(self + "/retry");
        assertThat(failed.get("explanation").asString()).isEqualTo(self + "/explanation");
    }

    @ParameterizedTest
    @CsvSource({"unpublish, published", "cancel, accepted", "retry, failed"})
    void another_clients_publication_does_not_exist_but_for_operators_who_are_put_on_record(
            String action, String status) {
        var id = publish(story()).text("/publicationId");
        new Projector(tables).tells(id, status, 1);
        clientKey = newClient("client");
        var before = stored();
        var stranger = command(id, action);
        assertThat(stored()).isEqualTo(before);
        clientKey = newClient("operator");
        var operator = command(id, action);

        assertThat(stranger.status()).isEqualTo(404);
        assertThat(operator.status()).isEqualTo(202);
        var roles = tables.sql("""
                        SELECT c.role FROM publish_api.publish_job j JOIN publish_api.client c ON c.id = j.requested_by
                         WHERE j.publication_id = CAST(:id AS uuid) ORDER BY j.revision
                        """).param("id", id).query(String.class).list();
        assertThat(roles).containsExactly("client", "operator");
    }

    @Test
    void a_key_answers_for_one_publication_and_one_kind_of_command() {
        var one = publish(story()).text("/publicationId");
        var two = publish(story()).text("/publicationId");
        var key = UUID.randomUUID().toString();
        var first = command(one, "cancel", key, "");
        new Projector(tables).tells(one, "cancelled", 2);
        var again = command(one, "cancel", key, "");

        assertThat(first.status()).isEqualTo(202);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(command(two, "cancel", key, "").text("/code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(command(one, "cancel", key, "{\"reason\": \"Other.\"}").text("/code"))
                .isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(command(one, "retry", key, "").status()).isEqualTo(202);
    }

    @Test
    void a_command_asks_for_a_key_and_takes_nothing_but_a_reason() {
        var id = publish(story()).text("/publicationId");
        var path = "/v1/publications/" + id + "/cancel";
        var key = Map.of("Idempotency-Key", "k-" + shortId());
        var plain = Map.of("Idempotency-Key", "k-" + shortId(), "Content-Type", "text/plain");

        assertThat(send("POST", path, clientKey, Map.of(), "").text("/code")).isEqualTo("IDEMPOTENCY_KEY_MISSING");
        assertThat(send("POST", path, clientKey, key, "{\"status\": \"cancelled\"}")
                        .status())
                .isEqualTo(400);
        assertThat(send("POST", path, clientKey, key, "null").status()).isEqualTo(400);
        assertThat(send("POST", path, clientKey, plain, "because").status()).isEqualTo(415);
        assertThat(send("POST", path, clientKey, key, "{\"reason\": \"%s\"}".formatted("x".repeat(501)))
                        .text("/errors/0/pointer"))
                .isEqualTo("/reason");
        assertThat(send("POST", path, clientKey, key, "{\"reason\": \"a\\u0000b\"}")
                        .status())
                .isEqualTo(422);
        assertThat(command("nonsense", "cancel").status()).isEqualTo(404);
        assertThat(command(UUID.randomUUID().toString(), "cancel").status()).isEqualTo(404);
        assertThat(send("POST", path, clientKey, key, "{\"reason\": null}").status())
                .isEqualTo(202);
    }

    @Test
    void another_time_for_the_same_content_is_a_revision_of_its_own() {
        var request = story().put("publishAt", tomorrow());
        var first = publish(request);
        var later = Instant.now()
                .plus(2, ChronoUnit.DAYS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        var second = publish(request.put("publishAt", later));
        var third = publish(request);

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.json().get("revision").asLong()).isEqualTo(2);
        var payload = newestMessage(first.text("/publicationId"));
        assertThat(payload.get("publishAt").asString()).isEqualTo(later);
        assertThat(third.status()).isEqualTo(200);
        var now = publish(withoutTime(request));
        assertThat(now.status()).isEqualTo(202);
        assertThat(newestMessage(first.text("/publicationId")).get("publishAt").isNull())
                .isTrue();
    }

    private static ObjectNode withoutTime(ObjectNode request) {
        request.remove("publishAt");
        return request;
    }
}
