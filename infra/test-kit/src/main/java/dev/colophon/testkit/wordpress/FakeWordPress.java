package dev.colophon.testkit.wordpress;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Imitates the REST interface of stock WordPress 6.8 as far as a publisher meets it, with its races and its lies, and fails on
 * demand. The contract suite holds it to what the real one does. Beyond that it remembers everything: {@link #everPublic},
 * {@link #transitions} and {@link #requests} judge a test.
 */
public final class FakeWordPress implements WordPressUnderTest, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FakeWordPress.class);
    private static final int PASSWORD_LENGTH = 24;
    private static final String PASSWORD_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final SiteServer server;
    private final Site site;
    private final InstantSource clock;
    private final Users users;
    private final SiteHistory history;
    private final PostTable posts;
    private final TermTable terms;
    private final MediaTable media;
    private final PostWriter writer;
    private final SiteKinds kinds;
    private final CompanionRoutes companion;
    private final ApiKeyRoutes apiKeys;
    private final RestRoutes routes;
    private final SitePages pages;
    private final FaultScript script = new FaultScript();
    private final AtomicInteger underWay = new AtomicInteger();

    private FakeWordPress(Builder builder) {
        clock = builder.clock;
        users = new Users(builder.passwords);
        server = SiteServer.on(builder.port);
        site = new Site(
                builder.url == null ? URI.create("http://127.0.0.1:" + server.port()) : builder.url,
                builder.plainPermalinks);
        history = new SiteHistory(clock, site);
        var journal = new Journal(builder.file);
        posts = new PostTable(history, journal);
        terms = new TermTable(journal);
        media = new MediaTable(posts, journal);
        var meta = new RegisteredMeta();
        writer = new PostWriter(posts, terms, media, meta, history, site, clock);
        kinds = new SiteKinds(site);
        var postRoutes = new PostRoutes(posts, writer, new PostView(site, meta, kinds), kinds, site);
        companion = new CompanionRoutes(posts, terms, media, meta, postRoutes, kinds);
        apiKeys = new ApiKeyRoutes(users);
        companion.activate(builder.companion);
        routes = new RestRoutes(
                postRoutes,
                new TermRoutes(terms, posts, site),
                new MediaRoutes(media, site),
                companion,
                apiKeys,
                kinds,
                site);
        pages = new SitePages(posts, site);
        server.serve(this::answer);
    }

    /** A fresh site on a free port. */
    public static FakeWordPress start() {
        return builder().start();
    }

    public static Builder builder() {
        return new Builder();
    }

    @Override
    public URI url() {
        return site.url();
    }

    public int port() {
        return server.port();
    }

    @Override
    public Account administrator() {
        return users.account(Role.ADMINISTRATOR);
    }

    @Override
    public Account editor() {
        return users.account(Role.EDITOR);
    }

    @Override
    public Account author() {
        return users.account(Role.AUTHOR);
    }

    @Override
    public Account contributor() {
        return users.account(Role.CONTRIBUTOR);
    }

    @Override
    public Account subscriber() {
        return users.account(Role.SUBSCRIBER);
    }

    /** Which requests are to fail, and how. */
    public FaultScript script() {
        return script;
    }

    @Override
    public List<PublicPost> publicPosts() {
        return posts.all().stream()
                .filter(post -> post.status() == PostStatus.PUBLISH)
                .map(post -> site.asPublic(post, clock.instant()))
                .toList();
    }

    /** Every time that a post went public since the start, in that order, with what it was called then. */
    public List<PublicPost> everPublic() {
        return history.everPublic();
    }

    @Override
    public List<Transition> transitions(long post) {
        return history.transitions(post);
    }

    /** Every REST request since the start, in the order of arrival. */
    public List<RecordedRequest> requests() {
        return history.requests();
    }

    /** Requests whose work is not done yet, whether their clients still wait or have given up. */
    public int requestsUnderWay() {
        return underWay.get();
    }

    /** Everything that is stored, drafts and the trash included, lowest id first. */
    public List<StoredPost> posts() {
        return posts.all().stream().map(post -> StoredPost.of(post, terms)).toList();
    }

    public Optional<StoredPost> post(long id) {
        return posts.find(id).map(post -> StoredPost.of(post, terms));
    }

    /** From now on the user's application password counts as wrong, as when its owner revoked it. */
    public void revokeApplicationPassword(Account account) {
        users.revoke(account.login());
    }

    public void restoreApplicationPassword(Account account) {
        users.restore(account.login());
    }

    /** What WordPress does when somebody visits the site: scheduled posts whose time has come go public. */
    public void runCron() {
        writer.publishDue();
    }

    /** Activates the companion plugin, or deactivates it; what it has on record stays. */
    public void companion(boolean active) {
        companion.activate(active);
    }

    /** The plugin is of another version, which speaks this protocol. */
    public void companionProtocol(int protocol) {
        companion.speak(protocol);
    }

    /** Whether posts are shown with an image here, as the theme and the kind of post have it; if not, what asks for one goes without. */
    public void featuredImages(boolean supported) {
        media.featuredImages(supported);
    }

    @Override
    public void hide(String... fields) {
        kinds.hide(Set.of(fields));
    }

    @Override
    public void keepsUploads(boolean keeps) {
        media.keepsFiles(keeps);
    }

    /** Activates the plugin that registers the taxonomies genre and mood and the post type story, or deactivates it. */
    public void registeredKinds(boolean active) {
        kinds.registered(active);
    }

    /** The uploads, by id. */
    public List<StoredMedia> media() {
        return media.all();
    }

    /** An empty site without a past and without faults; ids go on, as on a real site. */
    public void clear() {
        script.clear();
        kinds.registered(true);
        kinds.hide(Set.of());
        posts.clear();
        terms.clear();
        media.clear();
        media.keepsFiles(true);
        companion.clear();
        history.clear();
        List.of(administrator(), editor(), author(), contributor(), subscriber())
                .forEach(this::restoreApplicationPassword);
    }

    /** Cuts all connections; hanging requests end. */
    @Override
    public void close() {
        server.close();
    }

    private Answer answer(Incoming incoming) {
        underWay.incrementAndGet();
        try {
            return incoming.route(site.plainPermalinks())
                    .map(route -> rest(route, incoming))
                    .orElseGet(() -> pages.answer(incoming));
        } catch (RuntimeException e) {
            LOG.error(
                    "The simulated WordPress failed by itself, not by a fault: {} {}",
                    incoming.method(),
                    incoming.path(),
                    e);
            return Answer.criticalError();
        } finally {
            underWay.decrementAndGet();
        }
    }

    private Answer rest(String route, Incoming incoming) {
        User user = caller(incoming.header("Authorization"));
        RecordedRequest request = recorded(route, incoming, user, "");
        String header = incoming.header("X-Fault");
        Attack attack;
        try {
            attack = new Attack(header == null ? script.faultFor(request) : Fault.ofHeader(header));
        } catch (IllegalArgumentException unknown) {
            return Answer.text(400, "text/plain", unknown.getMessage() + "\n");
        }
        history.request(recorded(route, incoming, user, attack.name()));
        try {
            attack.at(Fault.Moment.ARRIVAL);
            return attack.at(Fault.Moment.ANSWER, routed(route, incoming, user, attack));
        } catch (Struck struck) {
            return struck.answer().inTheFormOf(incoming);
        }
    }

    private User caller(@Nullable String authorization) {
        return companion.isActive() && authorization != null && authorization.startsWith("Bearer ")
                ? apiKeys.caller(authorization)
                : users.caller(authorization);
    }

    private Answer routed(String route, Incoming incoming, User user, Attack attack) {
        try {
            return routes.answer(route, incoming, new Call(incoming.method(), incoming.params(), user, attack));
        } catch (RestError refused) {
            return refused.answer();
        }
    }

    private RecordedRequest recorded(String route, Incoming incoming, User user, String fault) {
        return new RecordedRequest(
                incoming.method(), route, incoming.query(), incoming.body(), user.login(), fault, clock.instant());
    }

    /** How the site is set up. */
    public static final class Builder {

        private int port;
        private @Nullable URI url;
        private @Nullable Path file;
        private boolean plainPermalinks;
        private boolean companion;
        private InstantSource clock = InstantSource.system();
        private Map<String, String> passwords = newPasswords();

        private Builder() {}

        /** Zero, the default, takes a free one. */
        public Builder port(int wanted) {
            port = wanted;
            return this;
        }

        /** The address that links carry, where it is not the one that is listened on. */
        public Builder url(URI address) {
            url = address;
            return this;
        }

        /** Keeps posts and terms in a file, and starts with what is in it. */
        public Builder keptIn(Path journal) {
            file = journal;
            return this;
        }

        /** No {@code /wp-json/}: REST answers at {@code /?rest_route=} only, and posts have no address but {@code ?p=ID}. */
        public Builder withPlainPermalinks() {
            plainPermalinks = true;
            return this;
        }

        /** With Colophon's companion plugin active. */
        public Builder withCompanion() {
            companion = true;
            return this;
        }

        public Builder clock(InstantSource source) {
            clock = source;
            return this;
        }

        /** The application password of each login, where a restarted site must know its old ones. */
        public Builder passwords(Map<String, String> ofLogins) {
            passwords = ofLogins;
            return this;
        }

        public FakeWordPress start() {
            return new FakeWordPress(this);
        }
    }

    static Map<String, String> newPasswords() {
        var random = new SecureRandom();
        var passwords = new HashMap<String, String>();
        for (Role role : Role.values()) {
            if (role == Role.STRANGER) {
                continue;
            }
            var password = new StringBuilder();
            random.ints(PASSWORD_LENGTH, 0, PASSWORD_LETTERS.length())
                    .forEach(letter -> password.append(PASSWORD_LETTERS.charAt(letter)));
            passwords.put(Users.login(role), password.toString());
        }
        return passwords;
    }
}
