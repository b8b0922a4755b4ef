package dev.colophon.wordpresspublisher.publish;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.FakeWordPress;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/** Rows of the ledger that no visit can be made for, among others: a hand, a fault or a version taken back left them so. */
@PublisherTest
@ExtendWith(OutputCaptureExtension.class)
class UnreadableEntryTest extends AtOneSite {

    private static final String CODE = "LEDGER_ENTRY_UNREADABLE";
    private static final String PASSWORD = "read-by-few";
    private static final String UNKNOWN_FIELDS = "written_fields = '{\"fields\": 17}'";

    private final PublishLoop loop;

    UnreadableEntryTest(PostgresServer postgres, @Autowired ApplicationContext service) {
        super(postgres, service);
        this.loop = service.getBean(PublishLoop.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            content: visibility | content = jsonb_set(content::jsonb, '{visibility}', '"nobody-knows"')::text
            content: password   | content = jsonb_set(content::jsonb, '{password}', '["read-by-few"]')::text
            content: media.0    | content = jsonb_set(content::jsonb, '{media}', '[17]', true)::text
            content             | content = '["read-by-few"]'
            """)
    void one_entry_that_cannot_be_read_is_parked_and_all_others_go_on(
            String where, String change, CapturedOutput output) {
        UUID site = newsroom.site(wordpress);
        Story bad = newsroom.story(site, "unreadable");
        try (FakeWordPress other = FakeWordPress.start()) {
            List<Story> good = whileNobodyClaims(() -> {
                bad.want(request -> variant(request).put("password", PASSWORD));
                change(bad, change);
                newsroom.story(newsroom.site(other), "elsewhere").want();
                return IntStream.range(0, 3)
                        .mapToObj(number ->
                                newsroom.story(site, "beside-" + number).want())
                        .toList();
            });
            good.forEach(story -> story.awaitReceipt("published"));
            await().untilAsserted(() -> assertThat(other.publicPosts()).hasSize(1));
        }
        var parked = bad.awaitReceipt("parked");
        assertThat(code(parked)).isEqualTo(CODE);
        assertThat(detail(parked))
                .contains("(" + where + ")", "Nothing more is sent")
                .doesNotContain("not known");
        assertThat(bad.kinds()).containsExactly("parked");
        assertThat(parked.path("attempt").intValue()).as("no visit was made").isZero();
        assertThat(bad.postsAt(wordpress)).isEmpty();
        assertThat(bad.row())
                .containsEntry("given_up", true)
                .containsEntry("attempts", 0)
                .containsEntry("lease_until", null)
                .containsEntry("due_at", null);
        assertThat(output.getAll())
                .containsOnlyOnce(CODE + " publication " + bad.id())
                .doesNotContain("LOOP_FAILED")
                .doesNotContain(PASSWORD);

        bad.ask("retry").awaitReceipt("published");
        assertThat(bad.postsAt(wordpress)).hasSize(1);
    }

    @Test
    void a_post_whose_entry_cannot_be_read_is_not_touched_and_is_looked_at_when_it_can_be_read_again() {
        Story story = story("public-unreadable").want();
        story.awaitReceipt("published");
        long writes = writes();
        whileNobodyClaims(() -> {
            change(story, UNKNOWN_FIELDS);
            return story.want();
        });
        var parked = story.awaitReceipt("parked");
        assertThat(code(parked)).isEqualTo(CODE);
        assertThat(detail(parked)).contains("(written_fields: fields)", "not known");
        List<String> told = story.kinds();

        takenUpAgain(story);
        assertThat(story.row()).containsEntry("given_up", true);
        assertThat(story.row().get("due_at")).as("of a post that may be public").isNotNull();

        change(story, "written_fields = NULL");
        long looks = looks();
        takenUpAgain(story);
        assertThat(looks()).isGreaterThan(looks);
        assertThat(writes()).isEqualTo(writes);
        assertThat(story.kinds()).isEqualTo(told);

        story.ask("retry").awaitReceipt("published");
        assertThat(only(story).title()).endsWith(" r3");
    }

    @Test
    void what_was_told_stays_told_when_its_entry_cannot_be_read_for_a_second_look() {
        Story story = story("settled-unreadable").want();
        story.awaitReceipt("published");
        List<String> told = story.kinds();

        change(story, UNKNOWN_FIELDS + ", due_at = now()");
        takenUpAgain(story);

        assertThat(story.kinds()).isEqualTo(told);
        assertThat(story.row()).containsEntry("given_up", false).containsEntry("last_code", null);
        assertThat(story.row().get("due_at")).isNotNull();
    }

    @Test
    void a_site_that_was_left_alone_is_probed_with_an_entry_that_can_be_read() {
        UUID site = newsroom.site(wordpress);
        newsroom.story(site, "known").want().awaitReceipt("published");
        Story bad = newsroom.story(site, "first-and-unreadable");
        Story good = newsroom.story(site, "second");
        whileNobodyClaims(() -> {
            leaveAlone(site, "0 hours");
            bad.want();
            change(bad, "content = '{}', due_at = due_at - interval '1 hour'");
            return good.want();
        });

        good.awaitReceipt("published");
        assertThat(code(bad.awaitReceipt("parked"))).isEqualTo(CODE);
    }

    /** Its next look, at once: what the loop leases, it gives back. */
    private void takenUpAgain(Story story) {
        long token = token(story);
        newsroom.travel(story.id(), LATE_REQUEST_BOUND);
        await().untilAsserted(() -> {
            assertThat(token(story)).isGreaterThan(token);
            assertThat(story.row()).containsEntry("lease_until", null);
        });
    }

    private static long token(Story story) {
        return (Long) requireNonNull(story.row().get("fencing_token"));
    }

    private long looks() {
        return wordpress.requests().stream().filter(AtOneSite::looks).count();
    }

    private static String detail(JsonNode receipt) {
        return receipt.path("problem").path("detail").stringValue();
    }

    private <T> T whileNobodyClaims(Supplier<T> work) {
        loop.stop();
        try {
            return work.get();
        } finally {
            loop.start();
        }
    }

    private void change(Story story, String change) {
        newsroom.sql()
                .sql("UPDATE wordpress_publisher.ledger SET " + change + " WHERE publication_id = :p")
                .param("p", story.id())
                .update();
    }
}
