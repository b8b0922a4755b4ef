package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What of a client's HTML comes into the house: by its policy, on every way in, before anything is stored. */
class HtmlPolicyTest extends ApiTest {

    private static final String HTML = "<!-- wp:paragraph --><p onclick=\"steal()\">Ships</p><!-- /wp:paragraph -->"
            + "<script>steal()</script><a href=\"javascript:steal()\">x</a>";
    private static final String CLEAN = "<!-- wp:paragraph --><p>Ships</p><!-- /wp:paragraph --><a>x</a>";

    @Test
    void of_a_client_that_is_sanitised_nothing_that_could_run_is_stored_or_sent() {
        clientKey = clientOf("sanitised");
        var request = story();
        content(request).put("html", HTML).put("excerpt", HTML).put("title", "Ships & <b onclick=steal()>men</b>");
        var single = publish(request);
        var other = story();
        content(other).put("html", HTML);
        var bulk = send(
                "POST",
                "/v1/publications:bulk",
                clientKey,
                Map.of("Idempotency-Key", UUID.randomUUID().toString()),
                "{\"items\": [" + other + "]}");

        assertThat(single.status()).isEqualTo(202);
        assertThat(sentOf(single.text("/publicationId"), "html")).isEqualTo(CLEAN);
        assertThat(sentOf(single.text("/publicationId"), "excerpt")).isEqualTo(CLEAN);
        assertThat(sentOf(single.text("/publicationId"), "title")).isEqualTo("Ships &amp; <b>men</b>");
        assertThat(sentOf(bulk.text("/items/0/publicationId"), "html")).isEqualTo(CLEAN);
        assertThat(tables.sql(
                                "SELECT count(*) FROM publish_api.variant v WHERE v::text LIKE '%steal%' AND stored_at >= "
                                        + "(SELECT created_at FROM publish_api.client WHERE id = :client)")
                        .param("client", clientIdOf(clientKey))
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(publish(request).status()).as("the same once more").isEqualTo(200);
    }

    @Test
    void of_a_client_that_is_trusted_it_is_taken_as_it_is() {
        for (var key : new String[] {clientKey, clientOf("trusted")}) {
            clientKey = key;
            var request = story();
            content(request).put("html", HTML);

            assertThat(sentOf(publish(request).text("/publicationId"), "html")).isEqualTo(HTML);
        }
    }

    @Test
    void what_is_nested_without_end_is_refused() {
        clientKey = clientOf("sanitised");
        var request = story();
        content(request).put("html", "<div>".repeat(100_000));
        var before = stored();
        var refused = publish(request);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("/errors/0/code")).isEqualTo("NESTED_TOO_DEEPLY");
        assertThat(refused.text("/errors/0/pointer")).isEqualTo("/content/html");
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void a_policy_that_nobody_knows_is_refused_and_the_list_of_clients_shows_which_each_has() {
        assertThat(register("none").text("/errors/0/code")).isEqualTo("UNKNOWN_POLICY");
        var name = register("sanitised").text("/name");
        var listed = send(
                "GET", "/v1/clients?limit=1&after=" + name.substring(0, name.length() - 1), ADMIN_KEY, Map.of(), "");

        assertThat(listed.text("/clients/0/name")).isEqualTo(name);
        assertThat(listed.text("/clients/0/htmlPolicy")).isEqualTo("sanitised");
    }

    private String clientOf(String policy) {
        return register(policy).text("/key");
    }

    private Response register(String policy) {
        return send("POST", "/v1/clients", ADMIN_KEY, Map.of(), """
                {"name": "html-%s", "role": "client", "htmlPolicy": "%s"}""".formatted(shortId(), policy));
    }

    private String sentOf(String publication, String field) {
        return tables.sql("""
                        SELECT CAST(payload AS jsonb) #>> ARRAY['variant', :field] FROM publish_api.outbox
                         WHERE message_key = :id ORDER BY sequence DESC LIMIT 1
                        """)
                .param("field", field)
                .param("id", publication)
                .query(String.class)
                .single();
    }
}
