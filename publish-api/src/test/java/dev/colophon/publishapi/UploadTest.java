package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.testkit.wordpress.Pictures;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Images that clients hand in with their bytes: kept once, named by stories of that client alone, and not for ever. */
class UploadTest extends ApiTest {

    private static final byte[] PICTURE = Pictures.png(7);

    @Test
    void an_image_is_kept_with_what_is_said_of_it_and_shown_to_its_client() {
        var made = upload(PICTURE, Map.of("alt", "Two ships ⚓", "caption", "<em>At</em> anchor"), shortId());
        var id = made.text("/mediaId");

        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.header("Location")).hasValue("/v1/media/" + id);
        assertThat(made.text("/url")).isEqualTo("https://uploads.colophon.invalid/" + id);
        assertThat(made.text("/mediaType")).isEqualTo("image/png");
        assertThat(made.text("/alt")).isEqualTo("Two ships ⚓");
        assertThat(made.text("/caption")).isEqualTo("<em>At</em> anchor");
        assertThat(get("/v1/media/" + id).json()).isEqualTo(made.json());
        assertThat(fileOf(id)).isEqualTo(PICTURE);
        assertThat(send("GET", "/v1/media/" + id, newClient("client"), Map.of(), "")
                        .status())
                .isEqualTo(404);
        assertThat(get("/v1/media/nothing").status()).isEqualTo(404);
    }

    @Test
    void the_same_key_keeps_one_image_however_the_parts_were_put_together_and_never_another() {
        var key = shortId();
        var first = upload(PICTURE, Map.of("alt", "Ships"), key);
        var again = exchange(multipart(clientKey, key, "another-boundary", PICTURE, Map.of("alt", "Ships")));
        var other = upload(Pictures.png(8), Map.of("alt", "Ships"), key);

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.text("/code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(tables.sql(
                                "SELECT count(*) FROM publish_api.upload WHERE id = ?::uuid OR alt = 'Ships' AND client_id ="
                                        + " (SELECT client_id FROM publish_api.upload WHERE id = ?::uuid)")
                        .params(first.text("/mediaId"), first.text("/mediaId"))
                        .query(Long.class)
                        .single())
                .isOne();
    }

    @Test
    void a_story_names_it_wherever_an_image_can_be_and_says_itself_what_it_wants_said_of_it() {
        var url = upload(PICTURE, Map.of("alt", "Two ships", "caption", "At anchor"), shortId())
                .text("/url");
        var request = story();
        content(request).put("html", "<p><img src=\"" + url + "\"></p>");
        content(request).putObject("featuredImage").put("url", url).put("alt", "A harbour");
        content(request).putArray("media").addObject().put("url", url);

        var accepted = publish(request);

        assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
        var told = message(accepted);
        assertThat(told.at("/featuredImage/url").asString()).isEqualTo(url);
        assertThat(told.at("/featuredImage/alt").asString()).isEqualTo("A harbour");
        assertThat(told.at("/featuredImage/caption").asString()).isEqualTo("At anchor");
        assertThat(told.at("/media/0/alt").asString()).isEqualTo("Two ships");
    }

    @Test
    void one_that_a_story_names_is_kept_until_long_after_the_story_is_due() {
        var unnamed = upload(PICTURE, Map.of(), shortId());
        var named = upload(PICTURE, Map.of(), shortId());
        var due = Instant.now().plus(Duration.ofDays(100));
        var request = showing(named.text("/url")).put("publishAt", due.toString());

        assertThat(publish(request).status()).isEqualTo(202);

        assertThat(keptUntil(named)).isAfter(due.plus(Duration.ofDays(29)));
        assertThat(keptUntil(unnamed)).isBefore(Instant.now().plus(Duration.ofDays(2)));
    }

    @Test
    void another_clients_one_that_never_was_and_one_whose_time_is_over_are_the_same_field_error() {
        var others = exchange(multipart(newClient("client"), shortId(), "b", PICTURE, Map.of()));
        var over = upload(PICTURE, Map.of(), shortId());
        tables.sql(
                        "UPDATE publish_api.upload SET created_at = now() - interval '2 days', keep_until = now() WHERE id = ?::uuid")
                .params(over.text("/mediaId"))
                .update();
        var before = stored();

        refused(others.text("/url"));
        refused(over.text("/url"));
        refused("https://uploads.colophon.invalid/" + UUID.randomUUID());
        refused("https://uploads.colophon.invalid/nothing");
        assertThat(stored()).isEqualTo(before);
        assertThat(get("/v1/media/" + over.text("/mediaId")).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<svg xmlns='http://www.w3.org/2000/svg'/>", "%PDF-1.7 and more", "", "GIF89"})
    void what_is_no_image_is_refused_whatever_its_name(String file) {
        var answer = upload(file.getBytes(StandardCharsets.UTF_8), Map.of(), shortId());

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/errors/0/pointer")).isEqualTo("/file");
        assertThat(answer.text("/errors/0/code")).isEqualTo("NOT_AN_IMAGE");
    }

    @Test
    void what_is_too_large_or_said_at_too_great_length_is_refused() {
        var large = upload(padded(16 * 1024 * 1024 + 1), Map.of(), shortId());
        var larger = upload(padded(17 * 1024 * 1024), Map.of(), shortId());
        var talkative = upload(PICTURE, Map.of("alt", "x".repeat(1001)), shortId());

        assertThat(large.text("/errors/0/code")).isEqualTo("TOO_LONG");
        assertThat(larger.status()).isEqualTo(413);
        assertThat(talkative.text("/errors/0/pointer")).isEqualTo("/alt");
    }

    @Test
    void what_is_said_of_it_is_let_through_by_the_client_s_policy_and_refused_where_it_is_nested_without_end() {
        clientKey = sanitised();
        var cleaned = upload(PICTURE, Map.of("caption", "<em onclick=\"steal()\">At</em> anchor"), shortId());
        var before = uploads();
        var nested = upload(PICTURE, Map.of("caption", "<div>".repeat(101) + "At anchor"), shortId());

        assertThat(cleaned.text("/caption")).isEqualTo("<em>At</em> anchor");
        assertThat(nested.status()).as(nested.body()).isEqualTo(422);
        assertThat(nested.text("/errors/0/pointer")).isEqualTo("/caption");
        assertThat(nested.text("/errors/0/code")).isEqualTo("NESTED_TOO_DEEPLY");
        assertThat(uploads()).isEqualTo(before);
    }

    @Test
    void a_client_has_room_for_so_much_and_no_more() {
        assertThat(upload(padded(9 * 1024 * 1024), Map.of(), shortId()).status())
                .isEqualTo(201);

        var more = upload(padded(9 * 1024 * 1024), Map.of(), shortId());

        assertThat(more.status()).isEqualTo(409);
        assertThat(more.text("/code")).isEqualTo("TOO_MANY_UPLOADS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"title", "file"})
    void a_part_that_is_none_or_comes_twice_is_refused(String part) {
        assertThat(upload(PICTURE, Map.of(part, "x"), shortId()).text("/code")).isEqualTo("MALFORMED_BODY");
    }

    @Test
    void what_is_no_multipart_has_no_end_or_no_key_is_refused() {
        var headers = Map.of("Idempotency-Key", shortId());
        assertThat(send("POST", "/v1/media", clientKey, headers, "{}").status()).isEqualTo(415);
        var cut = send(
                "POST",
                "/v1/media",
                clientKey,
                Map.of("Idempotency-Key", shortId(), "Content-Type", "multipart/form-data; boundary=b"),
                "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nabc");
        assertThat(cut.text("/code")).isEqualTo("MALFORMED_BODY");
        var keyless = send(
                "POST", "/v1/media", clientKey, Map.of("Content-Type", "multipart/form-data; boundary=b"), "--b--");
        assertThat(keyless.text("/code")).isEqualTo("IDEMPOTENCY_KEY_MISSING");
    }

    @Test
    void the_database_keeps_only_what_its_hash_says_and_shows_the_publisher_nothing_but_the_files() {
        var id = upload(PICTURE, Map.of(), shortId()).text("/mediaId");
        var publisher = JdbcClient.create(postgres.as("wordpress_publisher"));

        assertThat(publisher
                        .sql("SELECT size FROM publish_api.upload_v1 WHERE upload_id = ?::uuid")
                        .params(id)
                        .query(Integer.class)
                        .single())
                .isEqualTo(PICTURE.length);
        assertThatThrownBy(() -> tables.sql(
                                "UPDATE publish_api.upload_file SET bytes = bytes || '\\x00' WHERE upload_id = ?::uuid")
                        .params(id)
                        .update())
                .hasMessageContaining("upload_file_is_what_its_hash_says");
    }

    private String sanitised() {
        return send("POST", "/v1/clients", ADMIN_KEY, Map.of(), """
                        {"name": "uploads-%s", "role": "client", "htmlPolicy": "sanitised"}""".formatted(shortId()))
                .text("/key");
    }

    private long uploads() {
        return tables.sql("SELECT count(*) FROM publish_api.upload WHERE client_id = :client")
                .param("client", clientIdOf(clientKey))
                .query(Long.class)
                .single();
    }

    private void refused(String url) {
        var answer = publish(showing(url));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/errors/0/pointer")).isEqualTo("/content/featuredImage/url");
        assertThat(answer.text("/errors/0/code")).isEqualTo("UNKNOWN_UPLOAD");
    }

    private ObjectNode showing(String url) {
        var request = story();
        content(request).putObject("featuredImage").put("url", url);
        return request;
    }

    private Instant keptUntil(Response upload) {
        return tables.sql("SELECT keep_until FROM publish_api.upload WHERE id = ?::uuid")
                .params(upload.text("/mediaId"))
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private byte[] fileOf(String id) {
        return tables.sql("SELECT bytes FROM publish_api.upload_file WHERE upload_id = ?::uuid")
                .params(id)
                .query((row, _) -> row.getBytes(1))
                .single();
    }

    private JsonNode message(Response accepted) {
        return new JsonMapper()
                .readTree(tables.sql("SELECT payload FROM publish_api.outbox WHERE message_key = ?")
                        .params(accepted.text("/publicationId"))
                        .query(String.class)
                        .single())
                .path("variant");
    }

    private static byte[] padded(int size) {
        var file = Arrays.copyOf(PICTURE, size);
        file[size - 1] = 1;
        return file;
    }

    private Response upload(byte[] file, Map<String, String> said, String key) {
        return exchange(multipart(clientKey, key, "boundary-" + shortId(), file, said));
    }

    private HttpRequest multipart(String client, String key, String boundary, byte[] file, Map<String, String> said) {
        var body = new ByteArrayOutputStream();
        said.forEach((name, text) -> body.writeBytes("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                .formatted(boundary, name, text)
                .getBytes(StandardCharsets.UTF_8)));
        body.writeBytes(
                "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.png\"\r\nContent-Type: image/png\r\n\r\n"
                        .formatted(boundary)
                        .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/media"))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + client)
                .header("Idempotency-Key", key)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
    }
}
