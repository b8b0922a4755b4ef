package dev.colophon.wordpresspublisher.wordpress;

import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import dev.colophon.wordpresspublisher.publication.Content;
import dev.colophon.wordpresspublisher.publication.Placement;
import dev.colophon.wordpresspublisher.publication.PostKind;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.Slot;
import dev.colophon.wordpresspublisher.publication.StoryTaxonomies;
import dev.colophon.wordpresspublisher.site.Site;
import dev.colophon.wordpresspublisher.site.SiteMedia;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Opens a site for one visit. An address where no site should be is refused before anything is sent. */
@Component
public class WordPresses {

    /** Who looks at a whole site asks who it is, and touches no post by a slot. */
    private static final Slot NO_SLOT = new Slot(new PublicationId(new UUID(0, 0)), 1);

    private final HttpSender sender;
    private final Destinations destinations;
    private final TermCache terms;
    private final RestRoots roots;
    private final Companions companions;
    private final SiteKinds kinds;
    private final Images images;
    private final SiteMedia media;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    WordPresses(
            HttpSender sender,
            Destinations destinations,
            TermCache terms,
            RestRoots roots,
            Companions companions,
            SiteKinds kinds,
            Images images,
            SiteMedia media,
            InstantSource clock,
            Supplier<UUID> ids) {
        this.sender = sender;
        this.destinations = destinations;
        this.terms = terms;
        this.roots = roots;
        this.companions = companions;
        this.kinds = kinds;
        this.images = images;
        this.media = media;
        this.clock = clock;
        this.ids = ids;
    }

    /** The site, for this slot, until the deadline; each request is told of under that id. */
    public WordPress open(Site site, PostKind kind, Slot slot, Deadline deadline, Correspondence correspondence)
            throws WordPressFailed {
        requireSafe(site);
        return stock(api(site, deadline, correspondence), site, kind, slot);
    }

    /** The same for who publishes nothing. */
    public WordPress open(Site site, PostKind kind, Slot slot, Deadline deadline) throws WordPressFailed {
        return open(site, kind, slot, deadline, ofNoStory());
    }

    /** What the placement is at the site for this content. The site is asked for what no WordPress has by itself, now and then. */
    public PostKind kind(
            Site site, Placement placement, Content content, Deadline deadline, Correspondence correspondence)
            throws WordPressFailed {
        var named = StoryTaxonomies.of(content.settings()).names();
        if (placement.isStock() && named.isEmpty()) {
            return PostKind.stock(placement);
        }
        requireSafe(site);
        var api = api(site, deadline, correspondence);
        PostKind kind = kinds.of(placement, site.id(), api, account(api, site)).orElseThrow(() -> notShown(placement));
        return kinds.with(named, kind, site.id(), api, account(api, site));
    }

    private static WordPressFailed notShown(Placement placement) {
        return new WordPressFailed(new WordPressFailure.Missing(new Problem(
                "WP_TYPE_NOT_SHOWN",
                "The site shows no kind of post '%s' over REST with title, text and a public address."
                        .formatted(placement.word()),
                null)));
    }

    private SiteKinds.Account account(RestApi api, Site site) {
        return stock(api, site, PostKind.stock(Placement.POST), NO_SLOT)::checkCredentials;
    }

    /** The same by its key, where the site has the companion plugin; {@code awaits}: a story cannot go on without it. */
    public Optional<Companion> companion(
            Site site, PostKind kind, Slot slot, Deadline deadline, Correspondence correspondence, boolean awaits)
            throws WordPressFailed {
        requireSafe(site);
        var api = api(site, deadline, correspondence);
        return companions.isAt(site.id(), api, awaits)
                ? Optional.of(new Companion(
                        api,
                        stock(api, site, kind, slot),
                        companions,
                        terms,
                        kinds,
                        new Library(api, site, media),
                        site,
                        kind,
                        slot))
                : Optional.empty();
    }

    /** The image at that address, which is no site's. */
    public ImageFile image(String address, Deadline deadline) throws WordPressFailed {
        return images.fetch(address, deadline);
    }

    /** For how long an image is one visit's to upload. */
    public Duration uploadTakes() {
        return images.uploadTakes();
    }

    /** Whether the site's index was read a short while ago. */
    public boolean knows(Site site) {
        return companions.knows(site.id());
    }

    /** The site as a whole, until the deadline. */
    public SiteSurvey survey(Site site, Deadline deadline) throws WordPressFailed {
        var correspondence = ofNoStory();
        var api = api(site, deadline, correspondence);
        return new SiteSurvey(
                api,
                open(site, PostKind.stock(Placement.POST), NO_SLOT, deadline, correspondence),
                placement -> kinds.of(placement, site.id(), api, account(api, site)));
    }

    /** The site as a whole, to be tried out until the deadline; an address that is refused is one of the checks. */
    public SiteTrial trial(Site site, Deadline deadline) {
        return new SiteTrial(
                api(site, deadline, ofNoStory()),
                roots,
                destinations,
                site,
                companion -> companions.found(site.id(), companion));
    }

    private RestApi api(Site site, Deadline deadline, Correspondence correspondence) {
        return new RestApi(sender, site, roots, deadline, clock, ids, correspondence);
    }

    private Correspondence ofNoStory() {
        return new Correspondence(ids.get().toString());
    }

    private StockWordPress stock(RestApi api, Site site, PostKind kind, Slot slot) {
        return new StockWordPress(
                api,
                kind,
                slot,
                new StoryTerms(api, site.id(), terms, kinds),
                new FormatTurns(site.id(), terms),
                new Library(api, site, media),
                clock);
    }

    private void requireSafe(Site site) throws WordPressFailed {
        var objection = destinations.objectionTo(site.baseUrl());
        if (objection.isPresent()) {
            throw new WordPressFailed(
                    new WordPressFailure.SiteFault(new Problem("WP_ADDRESS_REFUSED", objection.get(), null)));
        }
    }
}
