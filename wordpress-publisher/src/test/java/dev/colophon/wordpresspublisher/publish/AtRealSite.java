package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.PublicPost;
import dev.colophon.testkit.wordpress.RealWordPress;
import dev.colophon.wordpresspublisher.Newsroom;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.ScriptedCrash;
import dev.colophon.wordpresspublisher.inbox.Delivery;
import dev.colophon.wordpresspublisher.ledger.WorkSignal;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A story on its way to WordPress itself. */
@TestPropertySource(properties = "colophon.wordpress.request-timeout=20s")
abstract class AtRealSite {

    final RealWordPress wordpress;
    final ScriptedCrash crash;
    final Newsroom newsroom;
    final String slug = "real-" + UUID.randomUUID();

    AtRealSite(RealWordPress wordpress, PostgresServer postgres, ApplicationContext service) {
        this.wordpress = wordpress;
        this.crash = service.getBean(ScriptedCrash.class);
        this.newsroom = new Newsroom(postgres, service.getBean(WorkSignal.class), service.getBean(Delivery.class));
    }

    @BeforeEach
    void calm() {
        crash.once("");
    }

    void withCompanion(Runnable test) {
        wordpress.companion(true);
        try {
            test.run();
        } finally {
            wordpress.companion(false); // other classes mean a stock site
        }
    }

    Story story() {
        UUID site = newsroom.register(
                UUID.randomUUID(),
                wordpress.url(),
                wordpress.editor().login(),
                wordpress.editor().applicationPassword());
        return newsroom.story(site, slug);
    }

    long ours() {
        return wordpress.publicPosts().stream()
                .map(PublicPost::slug)
                .filter(slug::equals)
                .count();
    }

    static ObjectNode variant(ObjectNode request) {
        return (ObjectNode) request.path("variant");
    }

    JsonNode asEditor(String method, JsonNode receipt) {
        return asEditor(method, receipt, "");
    }

    JsonNode asEditor(String method, JsonNode receipt, String json) {
        return asEditor("posts", method, receipt, json);
    }

    JsonNode asEditor(String collection, String method, JsonNode receipt, String json) {
        long id = receipt.path("post").path("id").longValue();
        HttpRequest request = HttpRequest.newBuilder(
                        wordpress.rest("/wp/v2/" + collection + "/" + id + "?context=edit"))
                .header("Authorization", wordpress.editor().authorization())
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json))
                .build();
        return answered(request);
    }

    /** What anybody is shown there. */
    JsonNode read(String route) {
        return answered(HttpRequest.newBuilder(wordpress.rest(route)).build());
    }

    private static JsonNode answered(HttpRequest request) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return new JsonMapper().readTree(answer.body());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
