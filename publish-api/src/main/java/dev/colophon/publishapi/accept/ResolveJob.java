package dev.colophon.publishapi.accept;

import static java.util.stream.Collectors.toMap;

import dev.colophon.publishapi.client.ClientId;
import dev.colophon.publishapi.outbox.Action;
import dev.colophon.publishapi.problem.Findings;
import dev.colophon.publishapi.problem.ProblemException;
import dev.colophon.publishapi.story.Parent;
import dev.colophon.publishapi.story.PlacementRules;
import dev.colophon.publishapi.story.Slot;
import dev.colophon.publishapi.story.StoredVariant;
import dev.colophon.publishapi.story.Stories;
import dev.colophon.publishapi.story.Story;
import dev.colophon.publishapi.story.VariantChoice;
import dev.colophon.publishapi.story.Variants;
import dev.colophon.publishapi.upload.NamedUploads;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Settles everything that a request to publish leaves open (site, story, variant, publication, slug), or says what is missing. */
@Component
class ResolveJob {

    private final DeliverableSite deliverableSite;
    private final Stories stories;
    private final Variants variants;
    private final BeginPublication beginPublication;
    private final NamedUploads namedUploads;
    private final Parents parents;
    private final Supplier<UUID> ids;

    ResolveJob(
            DeliverableSite deliverableSite,
            Stories stories,
            Variants variants,
            BeginPublication beginPublication,
            NamedUploads namedUploads,
            Parents parents,
            Supplier<UUID> ids) {
        this.deliverableSite = deliverableSite;
        this.stories = stories;
        this.variants = variants;
        this.beginPublication = beginPublication;
        this.namedUploads = namedUploads;
        this.parents = parents;
        this.ids = ids;
    }

    Job resolve(Submission asked, ClientId client, Instant now) {
        var submission = withUploads(asked, client, now);
        var site = deliverableSite.of(submission.site(), submission.placement());
        var story = stories.findOrAdd(client, submission.storyKey(), ids.get(), now);
        var choice = VariantChoice.of(submission.placement(), submission.given(), () -> variants.newest(story.id()))
                .orElseThrow(() -> nothingToPublish(submission));
        refuseWhatThePlacementCannotCarry(submission, choice);
        var place = new Place(story.id(), client, site.id(), submission.placement());
        var slugPointer = choice.slot().pointer() + "/slug";
        var publication = story.begun()
                ? beginPublication.ofNewStory(place, choice.content(), slugPointer, now)
                : beginPublication.at(place, choice.content(), slugPointer, now);
        // Under the publication's lock, so that of two requests the later one's content is the newer.
        var kept = keep(story, submission, now);
        var variant = chosen(choice, kept);
        keepUploadsOf(choice, submission, client, now);
        var parent = variant.content().settings().parent();
        var above = parents.toStandUnder(place, publication, parent, parentPointer(variant, parent));
        var taken = site.defaults().takenFor(variant.content().leftOpen(), submission.placement());
        return new Job(
                new Target(publication, place, submission.storyKey(), site.key(), site.platform()),
                Action.PUBLISH,
                submission.dueAfter(now),
                variant,
                taken,
                above,
                Job.fingerprint(
                        Action.PUBLISH, variant.content().with(taken), publication.slug(), submission.publishAt()));
    }

    private Submission withUploads(Submission asked, ClientId client, Instant now) {
        var findings = new Findings();
        var due = Objects.requireNonNullElse(asked.dueAfter(now), now);
        var given = asked.given().entrySet().stream()
                .collect(toMap(
                        Map.Entry::getKey,
                        one -> namedUploads.resolved(
                                one.getValue(), one.getKey().pointer(), client, due, now, findings)));
        findings.refuseIfAny();
        return asked.with(given);
    }

    /** Of content that came earlier: one that is gone meanwhile may be at the site already, and is told when it is not. */
    private void keepUploadsOf(VariantChoice choice, Submission submission, ClientId client, Instant now) {
        if (choice instanceof VariantChoice.Kept(var variant)) {
            var due = Objects.requireNonNullElse(submission.dueAfter(now), now);
            namedUploads.resolved(variant.content(), "", client, due, now, new Findings());
        }
    }

    private static String parentPointer(StoredVariant variant, @Nullable Parent parent) {
        return variant.slot().pointer() + "/settings/" + (parent == null ? "parent" : parent.field());
    }

    private Map<Slot, StoredVariant> keep(Story story, Submission submission, Instant now) {
        return submission.given().entrySet().stream()
                .collect(toMap(
                        Map.Entry::getKey,
                        given -> variants.keep(story, given.getKey(), given.getValue(), ids.get(), now)));
    }

    private static StoredVariant chosen(VariantChoice choice, Map<Slot, StoredVariant> kept) {
        return switch (choice) {
            case VariantChoice.Kept(var variant) -> variant;
            case VariantChoice.Given given -> Objects.requireNonNull(kept.get(given.slot()), "was kept just now");
        };
    }

    private static void refuseWhatThePlacementCannotCarry(Submission submission, VariantChoice choice) {
        var findings = new Findings();
        PlacementRules.check(
                submission.placement(), choice.content(), choice.slot().pointer(), findings);
        findings.refuseIfAny();
    }

    private static ProblemException nothingToPublish(Submission submission) {
        var placement = submission.placement().text();
        return ProblemException.invalid(
                "/content",
                "NO_CONTENT_FOR_PLACEMENT",
                "Story " + submission.storyKey() + " has no variant for " + placement + " and no default content.",
                "Send content, or variants/" + placement + ".");
    }
}
