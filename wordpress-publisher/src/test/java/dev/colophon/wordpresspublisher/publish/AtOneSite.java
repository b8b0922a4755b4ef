package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.process.FreePorts;
import dev.colophon.testkit.wordpress.FakeWordPress;
import dev.colophon.testkit.wordpress.RecordedRequest;
import dev.colophon.testkit.wordpress.StoredPost;
import dev.colophon.wordpresspublisher.Newsroom;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.ScriptedCrash;
import dev.colophon.wordpresspublisher.inbox.Delivery;
import dev.colophon.wordpresspublisher.ledger.WorkSignal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One newsroom and one simulated site, and what tests of the publisher ask about them. */
abstract class AtOneSite {

    static final Duration LATE_REQUEST_BOUND = Duration.ofMinutes(5);

    final ScriptedCrash crash;
    final Newsroom newsroom;
    FakeWordPress wordpress = FakeWordPress.start();

    AtOneSite(PostgresServer postgres, ApplicationContext service) {
        this.crash = service.getBean(ScriptedCrash.class);
        this.newsroom = new Newsroom(postgres, service.getBean(WorkSignal.class), service.getBean(Delivery.class));
    }

    @BeforeEach
    void calm() {
        crash.once("");
    }

    @AfterEach
    void close() {
        wordpress.close();
    }

    static boolean creates(RecordedRequest request) {
        return request.method().equals("POST") && request.route().equals("/wp/v2/posts");
    }

    static boolean publishes(RecordedRequest request) {
        return request.method().equals("POST")
                && request.route().matches("/wp/v2/posts/\\d+")
                && request.json().path("status").asString("").equals("publish");
    }

    static boolean updates(RecordedRequest request) {
        return request.method().equals("POST")
                && request.route().matches("/wp/v2/posts/\\d+")
                && request.json().has("content");
    }

    static boolean fills(RecordedRequest request) {
        return updates(request) && !request.json().has("status");
    }

    static boolean looks(RecordedRequest request) {
        return request.method().equals("GET") && request.route().matches("/wp/v2/posts/\\d+");
    }

    /** What the site is asked for one more story, its terms and its plugin being known already. */
    List<String> requestsOfOneMore(UUID site) {
        newsroom.story(site, "the-first").want().awaitReceipt("published");
        int before = wordpress.requests().size();
        newsroom.story(site, "one-more").want().awaitReceipt("published");
        return wordpress.requests().stream()
                .skip(before)
                .map(request -> request.method() + " " + request.route().replaceAll("/(\\d+|colophon-[^/]+)$", "/ID"))
                .toList();
    }

    Story story(String slug) {
        return newsroom.story(newsroom.site(wordpress), slug);
    }

    StoredPost only(Story story) {
        List<StoredPost> posts = story.postsAt(wordpress);
        assertThat(posts).hasSize(1);
        return posts.getFirst();
    }

    long writes() {
        return wordpress.requests().stream().filter(RecordedRequest::writes).count();
    }

    static String code(JsonNode receipt) {
        return receipt.path("problem").path("code").stringValue();
    }

    static ObjectNode variant(ObjectNode request) {
        return (ObjectNode) request.path("variant");
    }

    /** At which nobody will ever listen: it is below the ports that the simulated sites are given. */
    static URI closedPort() {
        return URI.create("http://127.0.0.1:" + FreePorts.next());
    }

    /** As if the site had not answered for a while: it is left alone for that time from now. */
    void leaveAlone(UUID site, String time) {
        newsroom.sql().sql("""
                        UPDATE wordpress_publisher.site_state SET circuit = 'open', circuit_probe = NULL, circuit_failures = 0,
                          circuit_last_failed = NULL, circuit_since = now(), circuit_until = now() + :time::interval,
                          circuit_openings = 1, circuit_code = 'WP_MAINTENANCE', circuit_detail = 'Briefly unavailable'
                        WHERE site_id = :s
                        """).param("time", time).param("s", site).update();
    }

    /** An editor changes fields of the post. */
    void asEditorSaying(String json, long id) {
        sent(editing(id, "").POST(HttpRequest.BodyPublishers.ofString(json)).build());
    }

    void asEditor(String how, long id) {
        if (how.equals("trash") || how.equals("delete")) {
            sent(editing(id, how.equals("delete") ? "?force=true" : "").DELETE().build());
        } else {
            asEditorSaying("{\"status\":\"" + how + "\"}", id);
        }
    }

    private HttpRequest.Builder editing(long id, String query) {
        return HttpRequest.newBuilder(wordpress.rest("/wp/v2/posts/" + id + query))
                .header("Authorization", wordpress.editor().authorization())
                .header("Content-Type", "application/json");
    }

    private static void sent(HttpRequest sent) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(sent, HttpResponse.BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** As an administrator does in the library. */
    void deleteUpload(long upload) {
        HttpRequest request = HttpRequest.newBuilder(wordpress.rest("/wp/v2/media/" + upload + "?force=true"))
                .header("Authorization", wordpress.editor().authorization())
                .DELETE()
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
