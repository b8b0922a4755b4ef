package dev.colophon.publishapi.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.publishapi.Samples;
import dev.colophon.publishapi.explain.AskedFor.Request;
import dev.colophon.publishapi.outbox.Action;
import dev.colophon.publishapi.status.Outlook.Next;
import dev.colophon.publishapi.status.Status;
import dev.colophon.publishapi.status.StatusResource;
import dev.colophon.publishapi.status.StatusResource.Links;
import dev.colophon.publishapi.status.StatusResource.Reason;
import dev.colophon.publishapi.status.Timelines.TimelineEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

class ExplanationTest {

    private static final Instant STORED = Instant.parse("2026-11-24T09:15:30.120Z");
    private static final Explanation.Variant VARIANT = new Explanation.Variant(new UUID(0, 7), "default", 1, STORED);
    private static final Instant REQUESTED = Instant.parse("2026-11-24T09:15:30.200Z");
    private static final Instant PROJECTED = Instant.parse("2026-11-24T09:15:32Z");
    private static final Instant NEXT = Instant.parse("2026-11-24T09:25:31Z");
    private static final String SELF = "/v1/publications/p";

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            STATUS      | SUMMARY                                  | NEXT
            ACCEPTED    | not published yet: the request was accep | TAKE_UP
            SCHEDULED   | not published yet: it was asked for      | PUBLISH_ON_SCHEDULE
            PUBLISHING  | the publisher is at work on it           | FINISH
            DEFERRED    | the last attempt did not succeed         | TRY_AGAIN
            UNCONFIRMED | It may or may not be public              | VERIFY_AT_SITE
            PARKED      | is tried no more by itself               | NONE
            PUBLISHED   | readers see revision 1 at https://x/     | NONE
            UNPUBLISHED | It is not public, as was asked for       | NONE
            REMOVED     | someone removed the post at the site     | NONE
            FAILED      | it was refused for good                  | NONE
            CANCELLED   | cancelled before anything at the site    | NONE
            """)
    void each_status_says_why_and_what_comes_next(Status status, String summary, Next next) {
        var explained = explain(publication(status, null), asked(Action.PUBLISH), List.of());

        assertThat(explained.summary()).contains(summary);
        assertThat(explained.next().action()).isEqualTo(next);
        assertThat(explained.next().detail()).isNotBlank();
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"DEFERRED", "UNCONFIRMED", "PARKED", "REMOVED", "FAILED"})
    void trouble_is_told_in_the_words_of_the_site(Status status) {
        assertThat(explain(publication(status, null), asked(Action.PUBLISH), List.of())
                        .summary())
                .contains("WP_SAID_NO", "Sorry, no.");
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"DEFERRED", "UNCONFIRMED", "SCHEDULED"})
    void what_is_tried_again_says_when(Status status) {
        var next = explain(publication(status, null), asked(Action.PUBLISH), List.of())
                .next();

        assertThat(next.at()).isEqualTo(NEXT);
        assertThat(next.detail()).contains(NEXT.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "pending, a newer revision was accepted, TAKE_UP",
        "publishing, at work on a newer revision, FINISH",
        "deferred, The last attempt at a newer revision, TRY_AGAIN",
        "unconfirmed, nobody knows yet, VERIFY_AT_SITE",
        "parked, tried no more by itself, NONE",
        "failed, A newer revision was refused for good, NONE"
    })
    void an_update_never_hides_that_it_is_published(String update, String summary, Next next) {
        var explained = explain(publication(Status.PUBLISHED, update), asked(Action.PUBLISH), List.of());

        assertThat(explained.summary()).contains("readers see revision 1").containsIgnoringCase(summary);
        assertThat(explained.next().action()).isEqualTo(next);
    }

    @Test
    void no_status_and_no_update_is_without_words() {
        assertThat(Arrays.stream(Status.values()))
                .allSatisfy(status -> assertThat(explain(publication(status, null), asked(Action.CANCEL), List.of())
                                .summary())
                        .isNotBlank());
    }

    @Test
    void a_cancellation_is_open_until_its_receipt_and_then_too_late() {
        var open = explain(publication(Status.DEFERRED, null), asked(Action.CANCEL), List.of());
        var refused = receipt("deferred", 2, 2).put("kind", "cancel_refused");
        var late = explain(publication(Status.DEFERRED, null), asked(Action.CANCEL), List.of(event(refused)));

        assertThat(open.summary()).contains("whether it came in time is not known yet");
        assertThat(open.requests()).extracting(Explanation.Asked::action).containsExactly("publish", "cancel");
        assertThat(open.requests()).extracting(Explanation.Asked::reason).containsExactly(null, "Not true.");
        assertThat(late.summary()).contains("came too late");
    }

    @Test
    void what_the_site_did_not_do_is_told_of_the_last_look_alone() {
        var partly = receipt("published", 1, 1);
        partly.withObject("/post")
                .putArray("notApplied")
                .addObject()
                .put("field", "slug")
                .put("code", "WP_SLUG_CHANGED")
                .put("detail", "Asked for 'a', the site shows 'a-2'.");

        var told = explain(
                publication(Status.PUBLISHED, null), asked(Action.PUBLISH), List.of(request(null), event(partly)));
        var later = explain(
                publication(Status.PUBLISHED, null),
                asked(Action.PUBLISH),
                List.of(request(null), event(partly), event(receipt("published", 2, 1))));

        assertThat(told.notApplied())
                .containsExactly(
                        new Receipt.Difference("slug", "WP_SLUG_CHANGED", "Asked for 'a', the site shows 'a-2'."));
        assertThat(told.summary()).contains("otherwise than was asked for: slug (WP_SLUG_CHANGED).");
        assertThat(later.notApplied()).isEmpty();
        assertThat(later.summary()).doesNotContain("otherwise");
    }

    @Test
    void what_became_of_an_editors_changes_is_told() {
        var updated = receipt("published", 1, 1);
        var update = updated.withObject("/post").putObject("update").put("did", "changed");
        update.putArray("sent").add("title");
        update.putArray("overwrote").add("title");
        update.putArray("kept").add("html").add("slug");

        var told = explain(
                publication(Status.PUBLISHED, null), asked(Action.PUBLISH), List.of(request(null), event(updated)));

        assertThat(told.summary())
                .contains("An editor's changes were overwritten: title.")
                .contains("An editor's changes were kept: html, slug.");
    }

    @Test
    void every_visit_is_there_once_with_its_evidence() {
        var events = List.of(
                request(null),
                event(receipt("claimed", 1, 1)),
                event(receipt("deferred", 1, 1)),
                event(receipt("claimed", 1, 2)),
                event(receipt("reserved", 1, 2)),
                event(receipt("published", 1, 2)));
        var explained = explain(publication(Status.PUBLISHED, null), asked(Action.PUBLISH), events);

        assertThat(explained.attempts()).extracting(Attempt::outcome).containsExactly("deferred", "published");
        var first = explained.attempts().getFirst();
        assertThat(first.worker()).isEqualTo("publisher-1");
        assertThat(first.transactionId()).isEqualTo("48213");
        assertThat(first.inRecovery()).isFalse();
        assertThat(first.problem()).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("WP_MAINTENANCE");
            assertThat(problem.httpStatus()).isEqualTo(503);
            assertThat(problem.detail()).contains("scheduled maintenance");
        });
        assertThat(explained.lastProblem()).isEqualTo(first.problem());
        assertThat(explained.attempts().getLast().steps())
                .extracting(Receipt.Step::step)
                .contains("published", "verified");
        assertThat(explained.attempts().getLast().problem()).isNull();
    }

    @Test
    void the_trail_measures_each_hop() {
        var events = List.of(request(REQUESTED.plusMillis(7)), event(receipt("published", 1, 1)));
        var trail = explain(publication(Status.PUBLISHED, null), asked(Action.PUBLISH), events)
                .trail();

        assertThat(trail).allSatisfy(hop -> assertThat(hop.unknown()).isNull());
        assertThat(trail).extracting(Trail.Hop::millisSinceKnown).containsExactly(null, 80L, 7L, 693L, 102L, 4L, 994L);
    }

    @Test
    void the_trail_names_what_is_not_known() {
        var events = List.of(request(null), event(receipt("published", 1, 1)));
        var trail = explain(publication(Status.PUBLISHED, null), asked(Action.PUBLISH), events)
                .trail();

        assertThat(trail)
                .extracting(Trail.Hop::hop)
                .containsExactly("variant_stored", "enqueued", "relayed", "inbox", "sent", "receipt", "projected");
        assertThat(trail)
                .extracting(Trail.Hop::millisSinceKnown)
                .containsExactly(null, 80L, null, 700L, 102L, 4L, 994L);
        assertThat(trail.get(2).at()).isNull();
        assertThat(trail.get(2).unknown()).contains("2026-11-24T09:15:30.900Z");
        assertThat(trail.stream().filter(hop -> hop.at() == null)).hasSize(1);
    }

    @Test
    void before_anything_is_told_the_trail_ends_where_the_knowledge_ends() {
        var trail = explain(publication(Status.ACCEPTED, null), asked(Action.PUBLISH), List.of())
                .trail();

        assertThat(trail.stream().filter(hop -> hop.at() != null))
                .extracting(Trail.Hop::hop)
                .containsExactly("variant_stored", "enqueued");
        assertThat(trail.stream().filter(hop -> hop.at() == null))
                .allSatisfy(hop -> assertThat(hop.unknown()).isNotBlank());
        assertThat(trail.get(2).unknown()).contains("No reader has told");
    }

    @Test
    void the_trail_is_of_the_revision_that_is_wanted_now() {
        var older = List.of(request(null), event(receipt("published", 1, 1)));
        var wanted = new Request(Action.PUBLISH, 2, REQUESTED, null, "desk", null, VARIANT);
        var trail = explain(publication(Status.PUBLISHED, "pending"), new AskedFor(wanted, wanted), older)
                .trail();

        assertThat(trail.stream().filter(hop -> hop.at() != null)).hasSize(2);
    }

    @Test
    void a_receipt_that_says_less_or_other_than_expected_is_no_error() {
        var bare = receipt("published", 1, 1).put("steps", "none").put("problem", 7);
        bare.putObject("evidence").put("inboxAt", "yesterday").put("inRecovery", "no");
        var unknown = receipt("deferred", 1, 2).put("kind", "novelty");
        var events = new ArrayList<>(List.of(event(bare), event(unknown)));
        events.add(new TimelineEvent(9, "novelty", "receipt", 1, 1, 3, REQUESTED, PROJECTED, null, null, null));
        var explained = explain(publication(Status.PUBLISHED, null), asked(Action.PUBLISH), events);

        assertThat(explained.attempts())
                .extracting(Attempt::outcome)
                .containsExactly("published", "novelty", "novelty");
        assertThat(explained.attempts().getFirst().steps()).isEmpty();
        assertThat(explained.attempts().getFirst().inRecovery()).isNull();
    }

    private static Explanation explain(StatusResource publication, AskedFor asked, List<TimelineEvent> events) {
        return Explanation.of(publication, asked, events, List.of(), true);
    }

    private static AskedFor asked(Action newest) {
        var wanted = new Request(Action.PUBLISH, 1, REQUESTED, null, "desk", null, VARIANT);
        return newest == Action.PUBLISH
                ? new AskedFor(wanted, wanted)
                : new AskedFor(new Request(newest, 2, REQUESTED, null, "desk", "Not true.", VARIANT), wanted);
    }

    private static StatusResource publication(Status status, @Nullable String update) {
        var shown = status == Status.PUBLISHED;
        return new StatusResource(
                new UUID(0, 1),
                "story",
                "site",
                "post",
                status,
                update,
                false,
                1,
                1,
                "publish",
                shown ? 1L : null,
                shown ? "4711" : null,
                shown ? "https://x/" : null,
                new Reason("WP_SAID_NO", "Sorry, no."),
                1,
                NEXT,
                REQUESTED,
                1,
                new Links(SELF, SELF + "/timeline", SELF + "/explanation", null, null, null));
    }

    private static TimelineEvent request(@Nullable Instant carriedAt) {
        return new TimelineEvent(
                1,
                "requested",
                "request",
                1,
                1,
                null,
                REQUESTED,
                Instant.parse("2026-11-24T09:15:31Z"),
                null,
                null,
                carriedAt);
    }

    private static ObjectNode receipt(String kind, long revision, int attempt) {
        return ((ObjectNode) Samples.read("samples/receipts/" + kind + ".json"))
                .put("revision", revision)
                .put("attempt", attempt);
    }

    private static TimelineEvent event(ObjectNode receipt) {
        return new TimelineEvent(
                receipt.get("sequence").asLong(),
                receipt.get("kind").asString(),
                "receipt",
                1,
                receipt.get("revision").asLong(),
                receipt.get("attempt").asInt(),
                Instant.parse(receipt.get("occurredAt").asString()),
                PROJECTED,
                null,
                receipt,
                null);
    }
}
