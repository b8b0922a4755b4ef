package dev.colophon.wordpresspublisher.reconcile;

import dev.colophon.wordpresspublisher.protocol.OnRecord;
import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.publication.Placement;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.Slot;
import dev.colophon.wordpresspublisher.reconcile.ActOnFinding.Noted;
import dev.colophon.wordpresspublisher.wordpress.SiteSurvey;
import dev.colophon.wordpresspublisher.wordpress.SurveyedPost;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.dao.DuplicateKeyException;

/**
 * One walk over a site: page by page what the ledger has and the site shows, compared by pure functions. Decides nothing itself,
 * and opens no transaction: each finding is noted in one of its own.
 */
final class Walk {

    private static final int PAGE = 100;

    private final Run run;
    private final SiteSurvey survey;
    private final Stores stores;
    private final CompareEntry compareEntry;
    private final ComparePost comparePost;
    private final Set<PostId> met = new HashSet<>();

    private List<Placement> kinds = List.of();
    private int entries;
    private int inOrder;
    private int posts;

    /** What a walk reads and writes. */
    record Stores(LedgerRecords ledger, ReceiptPosts receipts, ActOnFinding actOnFinding, Runs runs) {}

    Walk(Run run, SiteSurvey survey, Stores stores, CompareEntry compareEntry) {
        this.run = run;
        this.survey = survey;
        this.stores = stores;
        this.compareEntry = compareEntry;
        this.comparePost = new ComparePost(run.site(), run.orders());
    }

    /** Takes one page from this place and returns the next place. */
    Place step(Place place) throws WordPressFailed {
        return switch (place) {
            case Place.Ours(var after) -> {
                List<LedgerRecord> page = stores.ledger().after(run.site(), after, PAGE);
                Map<PublicationId, List<ReceiptPost>> told = told(page);
                comparePage(believe(page, told), told);
                yield next(place, page);
            }
            case Place.Marked(var placement, var offset) -> marked(place, placement, offset);
            case Place.Drafts(var placement, var offset) -> drafts(place, placement, offset);
            case Place.End end -> end;
        };
    }

    /** The same among the entries of a site that does not answer: only what the receipts tell. */
    Place stepBlindly(Place.Ours place) {
        List<LedgerRecord> page = stores.ledger().after(run.site(), place.after(), PAGE);
        believe(page, told(page));
        return next(place, page);
    }

    Runs.Progress progress(Place place) {
        return new Runs.Progress(place, survey.requests(), entries, inOrder, posts);
    }

    private Place next(Place place, List<LedgerRecord> page) {
        entries += page.size();
        return page.size() < PAGE
                ? place.nextList(kinds())
                : new Place.Ours(page.getLast().slot().publication().value());
    }

    /** Notes what the receipts tell and the ledger has lost; returns the entries as they stand with that. */
    private List<LedgerRecord> believe(List<LedgerRecord> page, Map<PublicationId, List<ReceiptPost>> told) {
        List<LedgerRecord> believed = new ArrayList<>();
        for (LedgerRecord entry : page) {
            List<ReceiptPost> ofEntry = told.getOrDefault(entry.slot().publication(), List.of());
            Optional<Finding> finding = CompareReceipts.of(entry, ofEntry);
            finding.ifPresent(this::note);
            believed.add(finding.map(found -> CompareReceipts.believing(entry, found))
                    .orElse(entry));
        }
        return believed;
    }

    private Map<PublicationId, List<ReceiptPost>> told(Collection<LedgerRecord> page) {
        return run.orders().fromReceipts()
                ? stores.receipts()
                        .of(page.stream()
                                .map(entry -> entry.slot().publication())
                                .toList())
                : Map.of();
    }

    private void comparePage(List<LedgerRecord> page, Map<PublicationId, List<ReceiptPost>> told)
            throws WordPressFailed {
        Map<Slot, PostId> closed = stores.ledger().closed(publications(page));
        Map<Placement, List<LedgerRecord>> byKind =
                page.stream().collect(Collectors.groupingBy(LedgerRecord::placement));
        for (Placement placement : kinds()) {
            if (survey.shows(placement)) {
                compareKind(placement, byKind.getOrDefault(placement, List.of()), closed, told);
            }
        }
    }

    /** What is listed of the site: posts, pages, and what else of it the ledger has. */
    private List<Placement> kinds() {
        if (kinds.isEmpty()) {
            List<Placement> all = new ArrayList<>(List.of(Placement.POST, Placement.PAGE));
            stores.ledger().placements(run.site()).stream()
                    .filter(placement -> !placement.isStock())
                    .forEach(all::add);
            kinds = List.copyOf(all);
        }
        return kinds;
    }

    private void compareKind(
            Placement placement,
            List<LedgerRecord> page,
            Map<Slot, PostId> closed,
            Map<PublicationId, List<ReceiptPost>> told)
            throws WordPressFailed {
        Set<PublicationId> ours = Set.copyOf(publications(page));
        Stream<PostId> recorded =
                page.stream().flatMap(entry -> entry.post().stream()).map(OnRecord.Post::id);
        Stream<PostId> earlier = closed.entrySet().stream()
                .filter(left -> ours.contains(left.getKey().publication()))
                .map(Map.Entry::getValue);
        Map<PostId, SurveyedPost> listed = survey.named(
                placement,
                Stream.concat(recorded, earlier)
                        .distinct()
                        .sorted(Comparator.comparingLong(PostId::value))
                        .toList());
        for (LedgerRecord entry : page) {
            List<ReceiptPost> ofEntry = told.getOrDefault(entry.slot().publication(), List.of());
            if (entry.onRecord() instanceof OnRecord.Post post) {
                compareRecorded(entry, post, listed, ofEntry);
            } else {
                CompareTold.of(entry, ofEntry, null).ifPresent(this::note);
            }
            closed.forEach((slot, post) -> {
                SurveyedPost seen = listed.get(post);
                if (seen != null && slot.publication().equals(entry.slot().publication()) && met.add(post)) {
                    compareEntry.ofClosed(entry, seen).ifPresent(this::note);
                }
            });
        }
    }

    private static List<PublicationId> publications(Collection<LedgerRecord> page) {
        return page.stream().map(entry -> entry.slot().publication()).toList();
    }

    /** What a list lacks is asked for by its id: only that proves an absence. */
    private void compareRecorded(
            LedgerRecord entry, OnRecord.Post recorded, Map<PostId, SurveyedPost> listed, List<ReceiptPost> told)
            throws WordPressFailed {
        SurveyedPost seen = listed.get(recorded.id());
        if (seen == null) {
            seen = survey.one(entry.placement(), recorded.id()).orElse(null);
        }
        Optional<Finding> finding = compareEntry.of(entry, recorded, seen);
        finding.ifPresent(this::note);
        if (finding.filter(found -> found.action().acts()).isPresent()) {
            return; // a visit, which tells what it sees
        }
        Optional<Finding> untold = CompareTold.of(entry, told, seen);
        untold.ifPresent(this::note);
        if (finding.isEmpty() && untold.isEmpty()) {
            inOrder++;
        }
    }

    private Place marked(Place place, Placement placement, int offset) throws WordPressFailed {
        if (!survey.shows(placement)) {
            return place.nextList(kinds());
        }
        SiteSurvey.Page page = survey.marked(placement, offset);
        posts += page.posts().size();
        int deleted = judge(page.posts());
        Integer next = page.next();
        return next == null ? place.nextList(kinds()) : new Place.Marked(placement, next - deleted);
    }

    /** Drafts under our technical slug whose marker somebody removed. */
    private Place drafts(Place place, Placement placement, int offset) throws WordPressFailed {
        if (!survey.shows(placement)) {
            return place.nextList(kinds());
        }
        SiteSurvey.Page page = survey.drafts(placement, offset);
        List<PostId> unmarked = page.posts().stream()
                .filter(post -> !met.contains(post.id()) && !post.slots().isEmpty())
                .map(SurveyedPost::id)
                .toList();
        int deleted = judge(survey.named(placement, unmarked).values());
        Integer next = page.next();
        return next == null ? place.nextList(kinds()) : new Place.Drafts(placement, next - deleted);
    }

    /** Compares posts with the ledger; returns how many were deleted, since the lists behind them move up by as many. */
    private int judge(Collection<SurveyedPost> found) throws WordPressFailed {
        ComparePost.Known known = known(found);
        int deleted = 0;
        for (SurveyedPost post : found) {
            Optional<Finding> finding = met.add(post.id()) ? comparePost.of(post, known) : Optional.empty();
            if (finding.isPresent() && sweptAfter(noted(finding.get()), post)) {
                deleted++;
            }
        }
        return deleted;
    }

    private ComparePost.Known known(Collection<SurveyedPost> found) {
        Set<PublicationId> named = new HashSet<>();
        found.forEach(post -> post.slots().stream().map(Slot::publication).forEach(named::add));
        Map<PublicationId, LedgerRecord> known = new HashMap<>(stores.ledger().of(named));
        told(known.values())
                .forEach((publication, told) -> known.computeIfPresent(
                        publication,
                        (_, entry) -> CompareReceipts.of(entry, told)
                                .map(finding -> CompareReceipts.believing(entry, finding))
                                .orElse(entry)));
        return new ComparePost.Known(known, stores.ledger().closed(named));
    }

    private Noted noted(Finding finding) throws WordPressFailed {
        LedgerRecord entry = finding.entry();
        if (finding.kind() != FindingKind.UNRECORDED_POST || entry == null) {
            return note(finding);
        }
        List<SurveyedPost> all =
                survey.markedFor(entry.placement(), entry.slot().publication());
        return note(ComparePost.unlessSeveral(finding, entry, all));
    }

    private Noted note(Finding finding) {
        try {
            return stores.actOnFinding().of(run, finding);
        } catch (DuplicateKeyException otherPublication) {
            return stores.actOnFinding().refused(run, finding);
        }
    }

    /** Deletes the draft if, looked at once more, it still is a stray one. */
    private boolean sweptAfter(Noted noted, SurveyedPost post) throws WordPressFailed {
        if (noted.result() != Result.INTENDED) {
            return false;
        }
        Result result = Result.FAILED;
        try {
            result = sweep(post);
        } finally {
            stores.actOnFinding().swept(run, noted, result);
        }
        return result == Result.DONE;
    }

    private Result sweep(SurveyedPost post) throws WordPressFailed {
        Optional<SurveyedPost> now = survey.one(post.placement(), post.id());
        if (now.isEmpty()) {
            return Result.DONE;
        }
        Optional<Finding> again = comparePost.of(now.get(), known(List.of(now.get())));
        if (again.isEmpty() || again.get().action() != Action.SWEEP) {
            return Result.CHANGED_MEANWHILE;
        }
        survey.delete(post.placement(), post.id());
        return Result.DONE;
    }
}
