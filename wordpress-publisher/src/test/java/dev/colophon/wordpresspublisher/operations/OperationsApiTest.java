package dev.colophon.wordpresspublisher.operations;

import static dev.colophon.wordpresspublisher.operations.OperatedService.KEY;
import static dev.colophon.wordpresspublisher.operations.OperatedService.SITES;
import static dev.colophon.wordpresspublisher.operations.OperatedService.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.FakeWordPress;
import dev.colophon.wordpresspublisher.Keysets;
import dev.colophon.wordpresspublisher.Newsroom;
import dev.colophon.wordpresspublisher.PublisherTest;
import dev.colophon.wordpresspublisher.inbox.Delivery;
import dev.colophon.wordpresspublisher.ledger.WorkSignal;
import dev.colophon.wordpresspublisher.publish.PublishLoop;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What an operator does at the operations API, over HTTP: reconcile, try a site out, see how it is. */
@PublisherTest
class OperationsApiTest {

    private final Newsroom newsroom;

    OperationsApiTest(PostgresServer postgres, @Autowired WorkSignal work, @Autowired Delivery delivery) {
        this.newsroom = new Newsroom(postgres, work, delivery);
    }

    @Test
    void an_operator_walks_a_site_reads_what_was_found_and_is_on_record_for_it() throws Exception {
        try (FakeWordPress wordpress = FakeWordPress.start();
                OperatedService service = OperatedService.start(KEY)) {
            UUID site = newsroom.site(wordpress);
            newsroom.story(site, "told-over-http").want().awaitReceipt("published");
            var api = service.operator("Ada of the night shift");

            HttpResponse<String> accepted = api.post(SITES + "/" + site + "/reconciliations", "{}");
            assertThat(accepted.statusCode()).isEqualTo(202);
            String run = accepted.headers().firstValue("Location").orElseThrow();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> api.json(run).at("/run/state").stringValue().equals("completed"));

            JsonNode report = api.json(run);
            assertThat(report.at("/run/operator").stringValue()).isEqualTo("Ada of the night shift");
            assertThat(report.at("/run/orders/dryRun").booleanValue()).isTrue();
            assertThat(report.at("/run/inOrder").intValue()).isOne();
            assertThat(report.at("/findings").isEmpty()).isTrue();
            assertThat(api.json(SITES + "/" + site + "/reconciliations")
                            .at("/reconciliations")
                            .size())
                    .isOne();
            // The page that begins right before this site.
            var before = new UUID(site.getMostSignificantBits(), site.getLeastSignificantBits() - 1);
            JsonNode sites = api.json(SITES + "?after=" + before).path("sites");
            assertThat(sites.valueStream()
                            .filter(node -> node.path("siteId").stringValue().equals(site.toString())))
                    .singleElement()
                    .satisfies(node -> assertThat(node.at("/counts/publicPosts").intValue())
                            .isOne())
                    .satisfies(
                            node -> assertThat(node.path("state").stringValue()).isEqualTo("active"));
            assertThat(newsroom.sql()
                            .sql(
                                    "SELECT DISTINCT operator || ' ' || status FROM wordpress_publisher.operations_use WHERE method = 'POST' AND operator LIKE '%shift'")
                            .query((row, _) -> row.getString(1))
                            .list())
                    .containsExactly("Ada of the night shift 202");
        }
    }

    @Test
    void an_operator_tries_a_suspended_site_out_and_sees_how_it_has_been() throws Exception {
        try (FakeWordPress wordpress = FakeWordPress.start();
                OperatedService service = OperatedService.start(KEY)) {
            UUID site = newsroom.site(wordpress);
            newsroom.story(site, "tried-out").want().awaitReceipt("published");
            newsroom.sql()
                    .sql("UPDATE publish_api.site SET state = 'suspended' WHERE id = :site")
                    .param("site", site)
                    .update();
            var api = service.operator("Ada");

            JsonNode health = api.json(SITES + "/" + site + "/health");
            assertThat(health.path("state").stringValue()).isEqualTo("well");
            assertThat(health.path("strategy").stringValue()).isEqualTo("stock");
            wordpress.companion(true);
            JsonNode trial = api.read(api.post(SITES + "/" + site + "/test", ""));

            assertThat(trial.path("usable").booleanValue()).as(trial.toString()).isTrue();
            assertThat(trial.at("/checks/0/name").stringValue()).isEqualTo("address");
            JsonNode since = api.json(SITES + "/" + site + "/health");
            assertThat(since.path("strategy").stringValue()).isEqualTo("companion_key");
            assertThat(Instant.parse(since.path("strategyFoundAt").stringValue()))
                    .isAfter(Instant.parse(health.path("strategyFoundAt").stringValue()));
            wordpress.revokeApplicationPassword(wordpress.editor());
            HttpResponse<String> lost = api.post(SITES + "/" + site + "/test", "");
            assertThat(lost.statusCode()).isEqualTo(200);
            assertThat(lost.body())
                    .contains("WP_CREDENTIALS_LOST")
                    .doesNotContain(wordpress.editor().applicationPassword());
            assertThat(api.read(lost).path("usable").booleanValue()).isFalse();
            assertRefused(api.post(SITES + "/" + UUID.randomUUID() + "/test", ""), 404, "SITE_NOT_FOUND");
            assertRefused(api.get(SITES + "/" + UUID.randomUUID() + "/health"), 404, "SITE_UNKNOWN");
        }
    }

    /** One that is in the ledger: what else is known of a site turns no order away. */
    @Test
    void an_order_for_a_site_of_another_platform_is_refused_before_anything_is_on_record_or_sent() throws Exception {
        try (FakeWordPress wordpress = FakeWordPress.start();
                OperatedService service = OperatedService.start(KEY)) {
            UUID site = newsroom.ofPlatform("bulletin", newsroom.site(wordpress));
            newsroom.story(site, "not-for-us").want().awaitReceipt("deferred");
            var api = service.operator("Ada");

            for (String order : List.of("/reconciliations", "/test")) {
                HttpResponse<String> refused = api.post(SITES + "/" + site + order, "{\"dryRun\":false}");

                assertRefused(refused, 409, "SITE_OF_ANOTHER_PLATFORM");
                assertThat(api.read(refused).path("detail").stringValue())
                        .contains("the platform bulletin: turn to that platform's adapter");
            }

            assertThat(api.json(SITES + "/" + site + "/reconciliations").path("reconciliations"))
                    .isEmpty();
            assertThat(api.json(SITES + "/" + site + "/health").path("trial").isNull())
                    .isTrue();
            assertThat(wordpress.requests()).isEmpty();
        }
    }

    @Test
    void the_health_of_a_site_names_what_its_last_visit_met() throws Exception {
        try (FakeWordPress wordpress = FakeWordPress.start();
                OperatedService service = OperatedService.start(KEY, "--COLOPHON_PUBLISH_PAUSED=true")) {
            UUID site = newsroom.site(wordpress);
            wordpress.revokeApplicationPassword(wordpress.editor());
            newsroom.story(site, "not-known-here").want().awaitReceipt("deferred");

            JsonNode health = service.operator("Ada").json(SITES + "/" + site + "/health");

            assertThat(health.path("state").stringValue()).isEqualTo("suspended");
            assertThat(health.path("suspensionCode").stringValue()).isEqualTo("WP_CREDENTIALS_LOST");
            assertThat(health.path("lastFailureCode").stringValue()).isEqualTo("WP_CREDENTIALS_LOST");
            assertThat(health.path("lastFailureAt").isNull()).isFalse();
            assertThat(health.path("lastSuccessAt").isNull()).isTrue();
            assertThat(health.at("/credential/state").stringValue()).isEqualTo("refused");
            assertThat(health.at("/credential/code").stringValue()).isEqualTo("WP_CREDENTIALS_LOST");
            assertThat(Instant.parse(health.at("/credential/since").stringValue()))
                    .isEqualTo(Instant.parse(health.path("suspendedSince").stringValue()));
        }
    }

    @Test
    void credentials_that_are_old_or_sealed_by_a_former_key_are_due_before_any_visit_is_refused() throws Exception {
        try (FakeWordPress wordpress = FakeWordPress.start();
                OperatedService service = OperatedService.start(KEY, "--COLOPHON_PUBLISH_PAUSED=true")) {
            UUID site = newsroom.site(wordpress);
            newsroom.story(site, "let-in").want().awaitReceipt("published");
            var api = service.operator("Ada");
            assertThat(credential(api, site)).isEqualTo("ok null");

            newsroom.reseal(site, wordpress, Keysets.rotated(Newsroom.KEYSET));
            assertThat(credential(api, site)).isEqualTo("due SITE_CREDENTIALS_OLD_KEY");

            newsroom.reseal(site, wordpress, Newsroom.KEYSET);
            newsroom.sql()
                    .sql(
                            "UPDATE publish_api.site SET credentials_set_at = now() - interval '366 days' WHERE id = :site")
                    .param("site", site)
                    .update();
            assertThat(credential(api, site)).isEqualTo("due SITE_CREDENTIALS_OLD");
            assertThat(api.json(SITES + "/" + site + "/health").path("state").stringValue())
                    .as("no visit was refused")
                    .isEqualTo("well");
            assertThat(service.context()
                            .getBean(MeterRegistry.class)
                            .get("colophon.sites.credentials.due")
                            .gauge()
                            .value())
                    .isPositive();
        }
    }

    private static String credential(OperatedService.Api api, UUID site) throws Exception {
        JsonNode credential = api.json(SITES + "/" + site + "/health").path("credential");
        return credential.path("state").stringValue() + " "
                + credential.path("code").asString("null");
    }

    @Test
    void a_paused_publisher_visits_no_site_and_still_serves_its_operators() throws Exception {
        try (FakeWordPress wordpress = FakeWordPress.start();
                OperatedService service = OperatedService.start(KEY, "--COLOPHON_PUBLISH_PAUSED=true")) {
            assertThat(service.context().getBean(PublishLoop.class).isRunning()).isFalse();
            assertThat(service.operator("Ada").get(SITES).statusCode()).isEqualTo(200);
            JsonNode database = service.operator("Ada").json("/operations/v1/database");
            assertThat(database.path("code").isNull()).isTrue();
            assertThat(database.at("/context/role").stringValue()).isEqualTo("wordpress_publisher");
            assertThat(database.at("/context/isolation").stringValue()).isEqualTo("read committed");
            assertThat(database.at("/context/visibleRows").intValue()).isOne();
            assertThat(wordpress.requests()).isEmpty();
        }
    }
}
