package dev.colophon.wordpresspublisher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.wordpresspublisher.protocol.OnRecord;
import dev.colophon.wordpresspublisher.protocol.RemoteState;
import dev.colophon.wordpresspublisher.protocol.SeenStatus;
import dev.colophon.wordpresspublisher.publication.Placement;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.publication.Slot;
import dev.colophon.wordpresspublisher.publication.Visibility;
import dev.colophon.wordpresspublisher.wordpress.SurveyedPost;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The comparisons, every state of the record against everything that a site can show. */
class CompareTest {

    private static final SiteId SITE = new SiteId(UUID.fromString("c2b7f0d4-8c1e-4e8e-9f43-7a1d5b0e6f31"));
    private static final PublicationId PUBLICATION =
            new PublicationId(UUID.fromString("5f0c6a0e-6d0a-4b6e-9a65-0d4f6c1f7a11"));
    private static final Slot SLOT = new Slot(PUBLICATION, 2);
    private static final PostId POST = new PostId(7);
    private static final Duration HOUR = Duration.ofHours(1);

    /** Of a settled entry to which nothing is due. Gone is a proved absence. */
    @ParameterizedTest(name = "{0} and the site shows {1}: {2} {3}")
    @CsvSource({
        "RESERVED, GONE, DRAFT_REMOVED, LOOK_AGAIN",
        "RESERVED, TRASH, DRAFT_REMOVED, LOOK_AGAIN",
        "RESERVED, PUBLISH, PUBLIC_BUT_RESERVED, LOOK_AGAIN",
        "RESERVED, DRAFT, RESERVED_TOO_LONG, LOOK_AGAIN",
        "RESERVED, PENDING, RESERVED_TOO_LONG, LOOK_AGAIN",
        "PUBLIC, GONE, MISSING, LOOK_AGAIN",
        "PUBLIC, TRASH, TRASHED, LOOK_AGAIN",
        "PUBLIC, DRAFT, WITHDRAWN, LOOK_AGAIN",
        "PUBLIC, PENDING, WITHDRAWN, LOOK_AGAIN",
        "PUBLIC, PRIVATE, WITHDRAWN, LOOK_AGAIN",
        "PUBLIC, FUTURE, WITHDRAWN, LOOK_AGAIN",
        "PUBLIC, OTHER, WITHDRAWN, LOOK_AGAIN",
        "PUBLIC, PUBLISH, -, -",
        "HELD, GONE, MISSING, LOOK_AGAIN",
        "HELD, TRASH, TRASHED, LOOK_AGAIN",
        "HELD, DRAFT, -, -",
        "HELD, PUBLISH, PUBLIC_BUT_HELD, LOOK_AGAIN",
        "REMOVED, GONE, -, -",
        "REMOVED, TRASH, -, -",
        "REMOVED, DRAFT, -, -",
        "REMOVED, PUBLISH, RESTORED, LOOK_AGAIN"
    })
    void what_is_on_record_against_what_is_seen(RemoteState state, String seen, String kind, String action) {
        OnRecord.Post recorded = recorded(state);
        LedgerRecord entry = entry(recorded, state != RemoteState.RESERVED, false, null);

        Optional<Finding> finding = compare(false).of(entry, recorded, seen(seen));
        Optional<Finding> whileDue =
                compare(false).of(entry(recorded, state != RemoteState.RESERVED, true, null), recorded, seen(seen));

        assertThat(finding.map(found -> found.kind().name()).orElse("-")).isEqualTo(kind);
        assertThat(finding.map(found -> found.action().name()).orElse("-")).isEqualTo(action);
        assertThat(whileDue.map(Finding::action)).isEqualTo(finding.map(_ -> Action.WAIT));
    }

    @Test
    void an_edit_is_overwritten_only_on_demand_and_only_where_it_shall_be_public() {
        OnRecord.Post recorded = recorded(RemoteState.PUBLIC);
        SurveyedPost edited = post(POST, SeenStatus.PUBLISH, "story", "sha256:edited", SLOT);

        assertThat(compare(false).of(entry(recorded, true, false, null), recorded, edited))
                .get()
                .satisfies(found -> assertThat(found.kind()).isEqualTo(FindingKind.EDITED))
                .satisfies(found -> assertThat(found.action()).isEqualTo(Action.NONE));
        assertThat(compare(true).of(entry(recorded, true, false, null), recorded, edited))
                .get()
                .satisfies(found -> assertThat(found.action()).isEqualTo(Action.LOOK_AGAIN));
        assertThat(compare(true).of(entry(recorded, false, true, null), recorded, edited))
                .as("unfinished work sends the wanted content anyway")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_public_post_without_an_address_is_told_to_a_person_and_never_to_the_status(boolean overwriteEdits) {
        OnRecord.Post recorded = recorded(RemoteState.PUBLIC);
        LedgerRecord entry = entry(recorded, true, false, null);
        var nowhere = new SurveyedPost(
                POST, Placement.POST, SeenStatus.PUBLISH, "story", null, "sha256:edited", List.of(SLOT));

        assertThat(compare(overwriteEdits).of(entry, recorded, nowhere))
                .get()
                .satisfies(found -> assertThat(found.kind()).isEqualTo(FindingKind.NO_ADDRESS))
                .satisfies(found -> assertThat(found.action()).isEqualTo(Action.NONE));
        assertThat(CompareTold.of(entry, List.of(told(2, 7L, 4, 3)), nowhere))
                .map(Finding::action)
                .contains(Action.NONE);
    }

    @Test
    void what_was_given_up_waits_for_a_retry_unless_its_post_is_public() {
        OnRecord.Post recorded = recorded(RemoteState.RESERVED);
        LedgerRecord parked = entry(recorded, false, false, new LedgerRecord.Told("parked", "RETRIES_EXHAUSTED"));
        LedgerRecord told = entry(recorded, false, false, new LedgerRecord.Told("parked", "WP_DRAFT_REMOVED"));

        assertThat(compare(false).of(parked, recorded, seen("DRAFT")).map(Finding::action))
                .contains(Action.NONE);
        assertThat(compare(false).of(parked, recorded, seen("PUBLISH")).map(Finding::action))
                .contains(Action.LOOK_AGAIN);
        assertThat(compare(false).of(told, recorded, null)).isEmpty();
    }

    @Test
    void a_post_of_somebody_else_under_the_recorded_id_is_not_touched() {
        OnRecord.Post recorded = recorded(RemoteState.PUBLIC);
        var foreign =
                new SurveyedPost(POST, Placement.POST, SeenStatus.PUBLISH, "not-ours", null, "sha256:x", List.of());

        assertThat(compare(true).of(entry(recorded, true, false, null), recorded, foreign))
                .get()
                .satisfies(found -> assertThat(found.kind()).isEqualTo(FindingKind.FOREIGN))
                .satisfies(found -> assertThat(found.action()).isEqualTo(Action.NONE));
    }

    @ParameterizedTest
    @EnumSource(RemoteState.class)
    void only_a_draft_of_ours_beside_another_recorded_post_may_be_swept(RemoteState state) {
        LedgerRecord held = entry(recorded(state), true, false, null);
        PostId other = new PostId(8);

        assertThat(sweeping(post(other, SeenStatus.DRAFT, SLOT.technicalSlug() + "-3", "sha256:x", SLOT), held))
                .contains(Action.SWEEP);
        assertThat(sweeping(post(POST, SeenStatus.DRAFT, SLOT.technicalSlug(), "sha256:x", SLOT), held))
                .as("the recorded one")
                .isEmpty();
        assertThat(sweeping(post(other, SeenStatus.DRAFT, SLOT.technicalSlug(), "sha256:x"), held))
                .as("its marker is gone: somebody wrote in it")
                .contains(Action.NONE);
        assertThat(sweeping(post(other, SeenStatus.DRAFT, "a-copy", "sha256:x", SLOT), held))
                .contains(Action.NONE);
        assertThat(sweeping(post(other, SeenStatus.PUBLISH, SLOT.technicalSlug(), "sha256:x", SLOT), held))
                .contains(Action.PARK);
        assertThat(sweeping(post(other, SeenStatus.PRIVATE, SLOT.technicalSlug(), "sha256:x", SLOT), held))
                .contains(Action.NONE);
    }

    @Test
    void a_draft_is_swept_in_a_closed_generation_and_never_without_a_recorded_post_or_without_an_entry() {
        LedgerRecord nothing = entry(new OnRecord.Nothing(), false, false, null);
        Slot closed = new Slot(PUBLICATION, 1);
        Slot ahead = new Slot(PUBLICATION, 3);

        assertThat(sweeping(post(POST, SeenStatus.DRAFT, closed.technicalSlug(), "sha256:x", closed), nothing))
                .contains(Action.SWEEP);
        assertThat(sweeping(post(new PostId(3), SeenStatus.DRAFT, closed.technicalSlug(), "sha256:x", closed), nothing))
                .as("the closed generation's own post")
                .contains(Action.NONE);
        assertThat(sweeping(post(POST, SeenStatus.DRAFT, SLOT.technicalSlug(), "sha256:x", SLOT), nothing))
                .contains(Action.NONE);
        assertThat(sweeping(post(POST, SeenStatus.DRAFT, ahead.technicalSlug(), "sha256:x", ahead), nothing))
                .contains(Action.NONE);
        var sweep = new ComparePost(SITE, new Orders(false, false, true, false));
        assertThat(sweep.of(
                        post(POST, SeenStatus.DRAFT, SLOT.technicalSlug(), "sha256:x", SLOT),
                        new ComparePost.Known(Map.of(), Map.of())))
                .map(Finding::kind)
                .contains(FindingKind.UNKNOWN_PUBLICATION);
        assertThat(new ComparePost(new SiteId(new UUID(1, 1)), new Orders(false, false, true, false))
                        .of(post(POST, SeenStatus.DRAFT, SLOT.technicalSlug(), "sha256:x", SLOT), known(nothing)))
                .map(Finding::kind)
                .contains(FindingKind.UNKNOWN_PUBLICATION);
    }

    @Test
    void what_the_receipts_tell_is_believed_only_where_the_record_is_lost() {
        LedgerRecord nothing = entry(new OnRecord.Nothing(), false, false, null);
        LedgerRecord held = entry(recorded(RemoteState.PUBLIC), true, false, null);
        LedgerRecord cancelled = entry(new OnRecord.Nothing(), true, false, null);

        assertThat(kind(nothing, told(2, 7L, 4))).contains(FindingKind.LOST_RECORD);
        assertThat(kind(nothing, told(3, 9L, 4))).contains(FindingKind.GENERATION_AHEAD);
        assertThat(kind(nothing, told(2, null, 9))).contains(FindingKind.LEDGER_BEHIND);
        assertThat(kind(nothing, told(1, 7L, 4))).isEmpty();
        assertThat(kind(held, told(2, 8L, 4))).contains(FindingKind.RECEIPTS_DISAGREE);
        assertThat(kind(held, told(2, 7L, 4))).isEmpty();
        assertThat(kind(held, told(2, 7L, 9))).contains(FindingKind.LEDGER_BEHIND);
        assertThat(kind(cancelled, told(2, 7L, 4))).isEmpty();
        assertThat(CompareReceipts.of(nothing, List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "published, PUBLIC, true",
        "unpublished, HELD, true",
        "removed, REMOVED, true",
        "reserved, RESERVED, false"
    })
    void a_restored_record_says_what_the_last_receipt_said(String kind, RemoteState state, boolean settled) {
        LedgerRecord nothing = entry(new OnRecord.Nothing(), false, false, null);
        var told = new ReceiptPost(SLOT, POST, "https://news.example/x/", "x", "sha256:x", 3, kind, 4, 4);
        var newer = new ReceiptPost(SLOT, POST, "https://news.example/x/", "x", "sha256:x", 4, kind, 4, 4);

        LedgerRecord restored = CompareReceipts.believing(
                nothing, CompareReceipts.of(nothing, List.of(told)).orElseThrow());
        LedgerRecord behind = CompareReceipts.believing(
                nothing, CompareReceipts.of(nothing, List.of(newer)).orElseThrow());

        assertThat(restored.post().map(OnRecord.Post::state)).contains(state);
        assertThat(restored.settled()).isEqualTo(settled);
        assertThat(behind.post().map(OnRecord.Post::state))
                .as("the ledger does not know that revision: it only keeps the id")
                .contains(RemoteState.RESERVED);
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC,   PUBLISH, true,  false, TELL_AGAIN",
        "PUBLIC,   PUBLISH, true,  true,  WAIT",
        "PUBLIC,   DRAFT,   true,  false, NONE",
        "HELD,     DRAFT,   true,  false, TELL_AGAIN",
        "HELD,     TRASH,   true,  false, NONE",
        "REMOVED,  GONE,    true,  false, TELL_AGAIN",
        "REMOVED,  TRASH,   true,  false, TELL_AGAIN",
        "REMOVED,  PUBLISH, true,  false, NONE",
        "RESERVED, DRAFT,   false, false, LOOK_AGAIN",
    })
    void what_was_declared_invalid_is_told_anew_only_where_the_site_still_shows_it(
            RemoteState state, String seen, boolean settled, boolean waiting, Action action) {
        LedgerRecord entry = entry(recorded(state), settled, waiting, null);

        assertThat(CompareTold.of(entry, List.of(told(2, 7L, 4, 3)), seen(seen)))
                .map(Finding::action)
                .contains(action);
        assertThat(CompareTold.of(entry, List.of(told(2, 7L, 4)), seen(seen)))
                .as("the last receipt holds")
                .isEmpty();
        assertThat(CompareTold.of(entry, List.of(told(2, 7L, 3, 2)), seen(seen)))
                .as("the last receipt is on its way")
                .isEmpty();
        assertThat(CompareTold.of(entry, List.of(), seen(seen))).isEmpty();
    }

    @Test
    void of_a_cancelled_publication_that_is_told_anew_and_of_one_that_was_given_up_a_visit_tells() {
        LedgerRecord cancelled = entry(new OnRecord.Nothing(), true, false, null);
        LedgerRecord givenUp =
                entry(new OnRecord.Nothing(), false, false, new LedgerRecord.Told("parked", "RETRIES_EXHAUSTED"));

        assertThat(CompareTold.of(cancelled, List.of(told(2, null, 4, 0)), null))
                .map(Finding::action)
                .contains(Action.TELL_AGAIN);
        assertThat(CompareTold.of(givenUp, List.of(told(2, null, 4, 0)), null))
                .map(Finding::action)
                .contains(Action.LOOK_AGAIN);
    }

    private static Optional<FindingKind> kind(LedgerRecord entry, ReceiptPost told) {
        return CompareReceipts.of(entry, List.of(told)).map(Finding::kind);
    }

    private static ReceiptPost told(int generation, @Nullable Long post, long sequence) {
        return told(generation, post, sequence, sequence);
    }

    private static ReceiptPost told(int generation, @Nullable Long post, long sequence, long valid) {
        return new ReceiptPost(
                new Slot(PUBLICATION, generation),
                post == null ? null : new PostId(post),
                "https://news.example/x/",
                "x",
                "sha256:x",
                3,
                "published",
                sequence,
                valid);
    }

    private static Optional<Action> sweeping(SurveyedPost post, LedgerRecord entry) {
        return new ComparePost(SITE, new Orders(false, false, true, false))
                .of(post, known(entry))
                .map(Finding::action);
    }

    private static ComparePost.Known known(LedgerRecord entry) {
        return new ComparePost.Known(Map.of(PUBLICATION, entry), Map.of(new Slot(PUBLICATION, 1), new PostId(3)));
    }

    private static CompareEntry compare(boolean overwriteEdits) {
        return new CompareEntry(new Orders(false, overwriteEdits, false, false), HOUR);
    }

    private static OnRecord.Post recorded(RemoteState state) {
        return new OnRecord.Post(POST, state, "story", "sha256:as-read-back");
    }

    private static LedgerRecord entry(
            OnRecord onRecord, boolean settled, boolean waiting, LedgerRecord.@Nullable Told told) {
        boolean cancelled = settled && onRecord instanceof OnRecord.Nothing;
        return new LedgerRecord(
                SLOT,
                SITE,
                Placement.POST,
                3,
                Visibility.PUBLIC,
                settled,
                cancelled,
                false,
                onRecord,
                waiting,
                5,
                4,
                told,
                HOUR);
    }

    private static @Nullable SurveyedPost seen(String status) {
        return status.equals("GONE")
                ? null
                : post(POST, SeenStatus.valueOf(status), "story", "sha256:as-read-back", SLOT);
    }

    private static SurveyedPost post(PostId id, SeenStatus status, String slug, String hash, Slot... marks) {
        return new SurveyedPost(
                id, Placement.POST, status, slug, "https://news.example/" + slug + "/", hash, List.of(marks));
    }
}
