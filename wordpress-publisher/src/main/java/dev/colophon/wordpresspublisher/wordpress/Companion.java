package dev.colophon.wordpresspublisher.wordpress;

import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.SeenPost;
import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import dev.colophon.wordpresspublisher.publication.Content;
import dev.colophon.wordpresspublisher.publication.Image;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.PostKind;
import dev.colophon.wordpresspublisher.publication.Slot;
import dev.colophon.wordpresspublisher.site.Site;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The companion plugin of one site, as a visit for one slot sees it: the slot's technical slug is the key, the fencing token the
 * epoch. A create may be repeated at will, in any state of things, and makes one post.
 */
public final class Companion {

    /** The plugin is not there any more, so that nothing was done. */
    public static final String GONE = "WP_COMPANION_GONE";

    /** All that is read back without the plugin too: what the site made of a field is told, and an editor's hand is seen later. */
    private static final String FIELDS = StockWordPress.FIELDS + ",colophon";

    private static final String FORMAT = "format";
    private static final String IMAGE = "featured_media";
    private static final String META = StoryMeta.FIELD + ".";

    private final RestApi api;
    private final StockWordPress stock;
    private final Companions companions;
    private final TermCache terms;
    private final SiteKinds kinds;
    private final Library library;
    private final Site site;
    private final PostKind kind;
    private final Slot slot;

    Companion(
            RestApi api,
            StockWordPress stock,
            Companions companions,
            TermCache terms,
            SiteKinds kinds,
            Library library,
            Site site,
            PostKind kind,
            Slot slot) {
        this.api = api;
        this.stock = stock;
        this.companions = companions;
        this.terms = terms;
        this.library = library;
        this.site = site;
        this.kind = kind;
        this.kinds = kinds;
        this.slot = slot;
    }

    /**
     * The key's post.
     *
     * @param shown as the site shows it, where it stands as was asked; null where it is another matter how it stands
     */
    public record KeyedPost(PostId id, @Nullable SeenPost shown) {}

    /** Whether a new post is to be looked at once more. */
    public boolean verifies() {
        return companions.verifies();
    }

    /** Makes the key's post in the wanted state, in one request after the look-ups of terms; or finds it made. */
    public KeyedPost create(Content content, long epoch) throws WordPressFailed {
        stock.requirePast(content);
        TermIds ids = stock.termsOf(content);
        var body = PostBodies.keyed(slot, kind, content, ids);
        return stock.withFormat(
                body,
                () -> create(body, content, epoch),
                created -> body.containsKey(FORMAT) ? Optional.of(created.id()) : Optional.empty());
    }

    private KeyedPost create(Map<String, Object> body, Content content, long epoch) throws WordPressFailed {
        Reading reading = api.post(Phase.CREATE, key(), query(epoch), body);
        if (reading instanceof Reading.ByCompanion(var code, var data, var _)
                && code.equals("colophon_not_stored")
                && canGoWithout(data.path("dropped"))) {
            // Not shown with this kind of post, or not kept with it: as without the plugin the post goes without, and
            // the receipt
            // tells.
            leaveOut(body, data.path("dropped"), content);
            reading = api.post(Phase.CREATE, key(), query(epoch), body);
        }
        if (reading instanceof Reading.ByCompanion(var code, var data, var problem)) {
            return met(code, data, problem);
        }
        SeenPost seen = seen(found(reading));
        boolean asWanted = seen.status().word().equals(body.get("status"));
        return new KeyedPost(seen.id(), asWanted ? seen : null);
    }

    private static boolean canGoWithout(JsonNode dropped) {
        return !dropped.isEmpty()
                && dropped.valueStream()
                        .map(field -> field.asString(""))
                        .allMatch(field -> PostKind.FIELDS.contains(field)
                                || field.equals(StoryMeta.FIELD)
                                || field.startsWith(META));
    }

    private void leaveOut(Map<String, Object> body, JsonNode dropped, Content content) throws WordPressFailed {
        Map<String, String> meta = StoryMeta.keyed(content);
        for (JsonNode one : dropped) {
            String field = one.asString("");
            if (field.equals(IMAGE)) {
                requireImage(content);
            }
            if (field.startsWith(META)) {
                meta.remove(field.substring(META.length()));
            } else {
                body.remove(field);
            }
        }
        body.remove(StoryMeta.FIELD);
        if (!meta.isEmpty()) {
            body.put(StoryMeta.FIELD, meta);
        }
    }

    private void requireImage(Content content) throws WordPressFailed {
        Image image = content.featuredImage();
        if (image != null && image.attachment() != null) {
            library.requireThere(image.attachment());
        }
    }

    /** Shuts out older creates, and tells which post one of them has made; empty where none has and none will. */
    public Optional<PostId> fence(long epoch) throws WordPressFailed {
        Reading reading = api.post(Phase.LOOK, key() + "/fence", query(epoch), Map.of());
        if (reading instanceof Reading.ByCompanion(var code, var data, var problem)) {
            return Optional.of(met(code, data, problem).id());
        }
        JsonNode answer = found(reading);
        return answer.path("colophon").path("fenced").asBoolean(false)
                ? Optional.empty()
                : Optional.of(seen(answer).id());
    }

    private KeyedPost met(String code, JsonNode data, Problem problem) throws WordPressFailed {
        return switch (code) {
            case "colophon_key_conflict" -> new KeyedPost(id(data.path("post")), null);
            case "colophon_post_gone" -> new KeyedPost(id(data), null);
            case "colophon_stale_epoch" ->
                switch (api.get(Phase.LOOK, key(), Map.of("_fields", fields()))) {
                    case Reading.ByCompanion(var _, var gone, var _) -> new KeyedPost(id(gone), null);
                    case Reading reading -> new KeyedPost(seen(found(reading)).id(), null);
                };
            case "colophon_not_stored" -> throw notApplied(dropped(data.path("dropped")), problem);
            case "colophon_rolled_back" -> throw notApplied("WP_COMPANION_ROLLED_BACK", problem);
            case "colophon_key_busy" ->
                throw new WordPressFailed(new WordPressFailure.Unknown(under("WP_COMPANION_BUSY", problem)));
            default -> throw new WordPressFailed(new WordPressFailure.Unknown(problem));
        };
    }

    /** What was dropped, by its code, and what was remembered of it is forgotten; terms come first, since they can be made anew. */
    private String dropped(JsonNode fields) {
        List<String> names =
                fields.valueStream().map(field -> field.asString("")).toList();
        kinds.forget(site.id());
        if (names.isEmpty() || names.stream().anyMatch(kind.termFields()::contains)) {
            terms.forgetAll(site.id());
            return "WP_TERMS_DROPPED";
        }
        return names.stream().allMatch(IMAGE::equals) ? "WP_IMAGE_NOT_APPLIED" : "WP_FIELD_NOT_APPLIED";
    }

    /** A plugin that is gone did nothing; who is refused asks first whether the site still knows us. */
    private JsonNode found(Reading reading) throws WordPressFailed {
        if (reading instanceof Reading.Trouble(WordPressFailure.SiteFault(var problem))
                && problem.code().equals("WP_NO_ROUTE")) {
            companions.forget(site.id());
            throw new WordPressFailed(new WordPressFailure.SiteFault(under(GONE, problem)));
        }
        return stock.yes(reading);
    }

    private SeenPost seen(JsonNode post) throws WordPressFailed {
        return SeenPosts.read(post, slot, kind).orElseThrow(Companion::noPost);
    }

    private static PostId id(JsonNode post) throws WordPressFailed {
        return SeenPosts.id(post).orElseThrow(Companion::noPost);
    }

    private static WordPressFailed notApplied(String code, Problem problem) {
        return new WordPressFailed(new WordPressFailure.NotApplied(under(code, problem)));
    }

    private static Problem under(String code, Problem problem) {
        return new Problem(code, problem.detail(), problem.httpStatus());
    }

    private static WordPressFailed noPost() {
        return new WordPressFailed(Answers.unusable(Phase.CREATE, "The companion plugin answered without a post."));
    }

    private String fields() {
        return StockWordPress.withTermsOf(kind, FIELDS);
    }

    private String key() {
        return "/colophon/v1/posts/" + slot.technicalSlug();
    }

    private Map<String, String> query(long epoch) {
        return Map.of("epoch", Long.toString(epoch), "_fields", fields());
    }
}
