package dev.colophon.wordpresspublisher.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.wordpresspublisher.Contracts;
import dev.colophon.wordpresspublisher.ledger.LedgerRequest;
import dev.colophon.wordpresspublisher.publication.Placement;
import dev.colophon.wordpresspublisher.publication.Visibility;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class RequestDecoderTest {

    private final RequestDecoder decoder = new RequestDecoder(new JsonMapper());

    /** Those of today, and those that were ever released: messages of then may still be in the topic. */
    static List<Path> samples() {
        var samples = new ArrayList<>(Contracts.samples("requests"));
        samples.addAll(Contracts.released("dev.colophon.publication.requested.v1"));
        return samples;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void every_sample_is_read(Path sample) throws Unreadable {
        var request = (ObjectNode) new JsonMapper().readTree(Contracts.read(sample));

        var read = decoded(request);

        assertThat(read.publication().toString())
                .isEqualTo(request.path("publicationId").stringValue());
        assertThat(read.revision()).isEqualTo(request.path("revision").longValue());
        assertThat(read.content().title())
                .isEqualTo(request.path("variant").path("title").stringValue());
    }

    @Test
    void a_draft_page_with_a_date_is_read_as_what_it_is() throws Unreadable {
        var read = decoded(Contracts.sample("requests/publication-requested.draft-page.json"));

        assertThat(read.placement()).isEqualTo(Placement.PAGE);
        assertThat(read.content().visibility()).isEqualTo(Visibility.DRAFT);
        assertThat(read.content().date()).isEqualTo(Instant.parse("2013-04-09T11:20:39Z"));
    }

    @Test
    void unknown_properties_are_ignored() throws Unreadable {
        ObjectNode request =
                Contracts.sample("requests/publication-requested.json").put("novelty", 1);
        ((ObjectNode) request.path("variant")).put("novelty", "x");

        assertThat(decoded(request).revision()).isEqualTo(1);
    }

    static Stream<Arguments> impossible() {
        return Stream.of(
                Arguments.of("no action", (Consumer<ObjectNode>) request -> request.remove("action")),
                Arguments.of("unknown action", (Consumer<ObjectNode>) request -> request.put("action", "explode")),
                Arguments.of("no variant", (Consumer<ObjectNode>) request -> request.remove("variant")),
                Arguments.of("no html", (Consumer<ObjectNode>)
                        request -> ((ObjectNode) request.path("variant")).remove("html")),
                Arguments.of("revision 0", (Consumer<ObjectNode>) request -> request.put("revision", 0)),
                Arguments.of("generation -1", (Consumer<ObjectNode>) request -> request.put("generation", -1)),
                Arguments.of("placement", (Consumer<ObjectNode>) request -> request.put("placement", "Bill board")),
                Arguments.of("another platform's placement", (Consumer<ObjectNode>)
                        request -> request.put("placement", "facebook_story")),
                Arguments.of("visibility", (Consumer<ObjectNode>)
                        request -> ((ObjectNode) request.path("variant")).put("visibility", "secret")),
                Arguments.of("site id", (Consumer<ObjectNode>) request -> request.put("siteId", "nobody")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("impossible")
    void what_cannot_be_is_unreadable(String what, Consumer<ObjectNode> change) {
        ObjectNode request = Contracts.sample("requests/publication-requested.json");
        change.accept(request);

        assertThatThrownBy(() -> decoder.decode(Delivery.record(UUID.randomUUID(), request)))
                .as(what)
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void what_is_of_another_platform_is_nobodys_poison_though_no_wordpress_could_carry_it_out() throws Unreadable {
        ObjectNode request = Contracts.sample("requests/publication-requested.json")
                .put("platform", "bulletin")
                .put("placement", "facebook_story");

        assertThat(decoder.decode(Delivery.record(UUID.randomUUID(), request))).isEmpty();
    }

    @Test
    void what_names_wordpress_is_read_as_what_names_no_platform() throws Unreadable {
        ObjectNode request =
                Contracts.sample("requests/publication-requested.json").put("platform", "wordpress");

        assertThat(decoded(request).revision()).isEqualTo(1);
    }

    @Test
    void a_readers_password_is_not_in_the_text_form() throws Unreadable {
        ObjectNode request = Contracts.sample("requests/publication-requested.json");
        ((ObjectNode) request.path("variant")).put("password", "canary-password");

        assertThat(decoded(request).toString()).doesNotContain("canary-password");
    }

    private LedgerRequest decoded(ObjectNode request) throws Unreadable {
        return decoder.decode(Delivery.record(UUID.randomUUID(), request)).orElseThrow();
    }
}
