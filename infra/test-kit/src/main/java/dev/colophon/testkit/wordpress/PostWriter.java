package dev.colophon.testkit.wordpress;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stores posts step by step as WordPress does: read, choose the slug, write the row, run the hooks, write the terms. Whatever
 * happens between two steps is seen or overwritten just as there.
 */
final class PostWriter {

    private static final Duration FUTURE_AFTER = Duration.ofMinutes(1);

    private final PostTable posts;
    private final TermTable terms;
    private final MediaTable media;
    private final RegisteredMeta meta;
    private final SiteHistory history;
    private final Site site;
    private final InstantSource clock;

    PostWriter(
            PostTable posts,
            TermTable terms,
            MediaTable media,
            RegisteredMeta meta,
            SiteHistory history,
            Site site,
            InstantSource clock) {
        this.media = media;
        this.meta = meta;
        this.posts = posts;
        this.terms = terms;
        this.history = history;
        this.site = site;
        this.clock = clock;
    }

    Post create(PostType type, PostFields fields, User user, Attack attack) {
        Post.Text text = Post.Text.empty(type).changed(fields);
        requireContent(type, text);
        Instant now = now();
        Instant date = fields.date() == null ? now : fields.date();
        PostStatus status = scheduled(fields.status() == null ? PostStatus.DRAFT : fields.status(), date, now);
        String slug = slug(type, Post.or(fields.slug(), ""), text.title(), status, 0);
        attack.at(Fault.Moment.BEFORE_WRITE);
        Post stored = posts.insert(id -> new Post(
                id,
                type,
                guid(type, id, slug, status),
                fields.author() == 0 ? user.id() : fields.author(),
                text,
                slug.isEmpty() && !status.isUnfinished() ? slug(type, Long.toString(id), "", status, id) : slug,
                status,
                date,
                fields.date() != null || !status.isUnfinished(),
                date,
                "",
                Post.Relations.NONE));
        return finish(stored, "new", fields, attack);
    }

    Post update(Post before, PostFields fields, Attack attack) {
        Post.Text text = before.text().changed(fields);
        requireContent(before.type(), text);
        Instant now = now();
        PostStatus wanted = fields.status() == null ? before.status() : fields.status();
        Instant floating = before.dated() ? before.date() : now;
        Instant date = fields.date() == null ? floating : fields.date();
        PostStatus status = scheduled(wanted, date, now);
        boolean restored = before.status() == PostStatus.TRASH && status != PostStatus.TRASH;
        String asked = restored ? before.desiredSlug() : Post.or(fields.slug(), before.slug());
        String slug = slug(before.type(), asked, text.title(), status, before.id());
        attack.at(Fault.Moment.BEFORE_WRITE);
        posts.update(new Post(
                before.id(),
                before.type(),
                before.guid(),
                fields.author() == 0 ? before.author() : fields.author(),
                text,
                slug,
                status,
                date,
                before.dated() || fields.date() != null || !status.isUnfinished(),
                now,
                restored ? "" : before.desiredSlug(),
                before.relations()));
        return finish(stored(before.id()), before.status().code(), fields, attack);
    }

    Post trash(Post before, Attack attack) {
        String slug = Slugs.unique(
                Slugs.trashed(before.slug()), before.type(), taken -> posts.hasSlug(taken, before.type(), before.id()));
        attack.at(Fault.Moment.BEFORE_WRITE);
        posts.update(before.trashed(slug, now()));
        Post stored = stored(before.id());
        history.transition(stored, before.status().code());
        attack.at(Fault.Moment.SAVE_POST);
        return stored;
    }

    void delete(Post post, Attack attack) {
        attack.at(Fault.Moment.BEFORE_WRITE);
        posts.delete(post.id());
    }

    /** What WordPress's cron does: scheduled posts whose time has come go public. */
    void publishDue() {
        Instant now = now();
        posts.all().stream()
                .filter(post ->
                        post.status() == PostStatus.FUTURE && !post.date().isAfter(now))
                .forEach(post -> {
                    posts.update(new Post(
                            post.id(),
                            post.type(),
                            post.guid(),
                            post.author(),
                            post.text(),
                            post.slug(),
                            PostStatus.PUBLISH,
                            post.date(),
                            true,
                            now,
                            "",
                            post.relations()));
                    history.transition(stored(post.id()), PostStatus.FUTURE.code());
                });
    }

    /** The row stands; hooks, terms and meta follow, each of which may fail with the row in place. */
    private Post finish(Post stored, String from, PostFields fields, Attack attack) {
        if (stored.type() == PostType.POST) {
            posts.relate(stored.id(), TermTable::withDefaultCategory);
        }
        history.transition(stored, from);
        if (stored.status() == PostStatus.PUBLISH) {
            attack.at(Fault.Moment.PUBLISHED);
        }
        attack.at(Fault.Moment.SAVE_POST);
        posts.relate(stored.id(), present -> related(present, fields));
        if (fields.hasMetaOfWrongType()) {
            throw new RestError(400, "rest_invalid_type", "meta.footnotes is not of type string.");
        }
        return stored(stored.id());
    }

    private Post.Relations related(Post.Relations present, PostFields fields) {
        Boolean sticky = fields.sticky();
        var kept = new EnumMap<Taxonomy, List<Long>>(Taxonomy.class);
        fields.terms().forEach((taxonomy, ids) -> kept.put(taxonomy, terms.known(taxonomy, ids)));
        return new Post.Relations(
                present.with(kept).terms(),
                sticky == null ? present.sticky() : sticky,
                featured(present.featured(), fields.featured()),
                meta.changed(present.meta(), fields.meta()));
    }

    /** 0 takes it away; one that is not there changes nothing. */
    private @Nullable Long featured(@Nullable Long present, @Nullable Long asked) {
        if (asked == null || asked == 0) {
            return asked == null ? present : null;
        }
        return media.shows(asked) ? asked : present;
    }

    /** Gone meanwhile: WordPress goes on with nothing in its hands, and PHP dies of it. */
    private Post stored(long id) {
        return posts.find(id).orElseThrow(() -> new Struck(Answer.criticalError()));
    }

    private String slug(PostType type, String asked, String title, PostStatus status, long id) {
        String slug = asked.isEmpty() && !status.isUnfinished() ? Slugs.sanitize(title) : asked;
        if (slug.isEmpty()) {
            return "";
        }
        boolean kept = posts.find(id).map(Post::slug).filter(slug::equals).isPresent();
        return kept && !posts.hasSlug(slug, type, id)
                ? slug
                : Slugs.unique(slug, type, taken -> posts.hasSlug(taken, type, id));
    }

    /** An unfinished post has no address yet, and keeps for ever what it was called by when it was born. */
    private String guid(PostType type, long id, String slug, PostStatus status) {
        return status.hasPermalink() && !slug.isEmpty() && !site.plainPermalinks()
                ? site.url() + "/" + slug + "/"
                : site.plainLink(type, id);
    }

    private static PostStatus scheduled(PostStatus wanted, Instant date, Instant now) {
        boolean ahead = !date.isBefore(now.plus(FUTURE_AFTER));
        return switch (wanted) {
            case PUBLISH -> ahead ? PostStatus.FUTURE : PostStatus.PUBLISH;
            case FUTURE -> ahead ? PostStatus.FUTURE : PostStatus.PUBLISH;
            case DRAFT, PENDING, PRIVATE, TRASH -> wanted;
        };
    }

    /** Pages have no excerpt, and only where a type has all three must one of them be filled. */
    private static void requireContent(PostType type, Post.Text text) {
        if (type.supports("excerpt") && text.isEmpty()) {
            throw new RestError(400, "empty_content", "Content, title, and excerpt are empty.");
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(SECONDS);
    }
}
