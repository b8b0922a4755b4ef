package dev.colophon.testkit.wordpress;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /colophon/v1}, as the companion plugin answers it: posts under a key, each create in one transaction with its key. A fault
 * before the commit therefore stores nothing, and nobody ever sees what was rolled back.
 */
final class CompanionRoutes {

    private static final String REPLAYED = "Idempotency-Replayed";

    /** Fields that a kind of post has only with what it supports. */
    private static final Map<String, String> SUPPORTED_FIELDS =
            Map.of("format", "post-formats", "comment_status", "comments", "ping_status", "comments");

    private static final Pattern ROUTE =
            Pattern.compile("/colophon/v1/posts/([A-Za-z0-9][A-Za-z0-9._:-]{7,127})(?:/(update|publish|fence))?");

    private final PostTable posts;
    private final TermTable terms;
    private final MediaTable media;
    private final RegisteredMeta meta;
    private final PostRoutes routes;
    private final SiteKinds kinds;
    private final Map<String, Key> keys = new ConcurrentHashMap<>();
    private volatile boolean active;
    private volatile int protocol = 1;

    CompanionRoutes(
            PostTable posts,
            TermTable terms,
            MediaTable media,
            RegisteredMeta meta,
            PostRoutes routes,
            SiteKinds kinds) {
        this.kinds = kinds;
        this.media = media;
        this.meta = meta;
        this.posts = posts;
        this.terms = terms;
        this.routes = routes;
    }

    /** What is on record of a key; its monitor is the row's lock. */
    private static final class Key {
        private String hash = "";
        private long epoch;
        private PostType type = PostType.POST;
        private long post;

        boolean isTaken() {
            return post > 0;
        }
    }

    void clear() {
        keys.clear();
    }

    Answer answer(String route, String body, Call call) {
        Answer whole = whole(route, body, call);
        Answer shown = Answer.json(whole.status(), Fields.chosen(whole.object(), call.params()));
        return whole.headers().containsKey(REPLAYED) ? shown.with(REPLAYED, "true") : shown;
    }

    private Answer whole(String route, String body, Call call) {
        if (route.equals("/colophon/v1/health") && call.reads()) {
            return health(call);
        }
        Matcher matcher = ROUTE.matcher(route);
        if (!matcher.matches()) {
            throw RestError.noRoute();
        }
        if (!call.user().role().edits()) {
            throw new RestError(
                    call.user().refusalStatus(),
                    "rest_cannot_create",
                    "Sorry, you are not allowed to create posts as this user.");
        }
        String key = matcher.group(1);
        String verb = matcher.group(2);
        if (call.reads() && verb == null) {
            return read(key, call);
        }
        if (!call.method().equals("POST")) {
            throw RestError.noRoute();
        }
        long epoch = epoch(call);
        return switch (verb) {
            case null -> create(key, epoch, body, call);
            case "fence" -> fence(key, epoch, call);
            default -> change(key, epoch, verb.equals("publish"), call);
        };
    }

    private Answer health(Call call) {
        if (!call.user().role().writes(PostType.POST)) {
            throw new RestError(
                    call.user().refusalStatus(), "rest_forbidden", "Sorry, you are not allowed to do that.");
        }
        ObjectNode health = JsonNodeFactory.instance.objectNode();
        health.put("status", "ok").put("version", "simulated").put("protocol", protocol);
        return Answer.json(200, health);
    }

    private static long epoch(Call call) {
        if (!call.params().has("epoch")) {
            throw new RestError(400, "rest_missing_callback_param", "Missing parameter(s): epoch");
        }
        long epoch = call.params().integer("epoch", 0, 1, Long.MAX_VALUE);
        call.params().check();
        return epoch;
    }

    private Answer read(String name, Call call) {
        Key key = keys.get(name);
        if (key == null || !key.isTaken()) {
            throw noSuchKey();
        }
        synchronized (key) {
            return shown(name, key, call);
        }
    }

    private Answer create(String name, long epoch, String body, Call call) {
        PostType type = kinds.types().stream()
                .filter(one -> one.code().equals(call.params().text("type", "post")))
                .findFirst()
                .orElseThrow(() -> new RestError(400, "colophon_unknown_type", "There is no such post type."));
        Key key = keys.computeIfAbsent(name, _ -> new Key());
        synchronized (key) {
            if (key.isTaken()) {
                return met(name, key, epoch, body, call);
            }
            if (epoch < key.epoch) {
                throw stale(key);
            }
            Answer made = made(type, body, call);
            key.hash = hash(body);
            key.epoch = epoch;
            key.type = type;
            key.post = made.object().path("id").asLong();
            return signed(made, name, key, false, 201);
        }
    }

    private Answer made(PostType type, String body, Call call) {
        for (Taxonomy taxonomy : Taxonomy.values()) {
            requireKept(taxonomy, type, call);
        }
        SUPPORTED_FIELDS.forEach((field, part) -> {
            if (call.params().has(field) && !type.supports(part)) {
                throw notStored(field);
            }
        });
        List<String> unseen =
                kinds.hidden().stream().filter(call.params()::has).sorted().toList();
        if (!unseen.isEmpty()) {
            throw notStored(unseen.toArray(String[]::new));
        }
        long image = call.params().integer("featured_media", 0);
        if (image != 0 && !media.shows(image)) {
            throw notStored("featured_media");
        }
        PostFields fields = PostFields.of(call.params(), type, kinds.taxonomiesOf(type));
        if (fields.hasMetaOfWrongType()) {
            throw new RestError(400, "rest_invalid_type", "meta.footnotes is not of type string.");
        }
        List<String> unknown = meta.unknown(fields.meta());
        if (!unknown.isEmpty()) {
            throw notStored("meta." + unknown.getFirst());
        }
        Runnable untilCommit = () -> {
            call.attack().at(Fault.Moment.BEFORE_WRITE);
            call.attack().at(Fault.Moment.SAVE_POST);
            if (body.contains("\"publish\"")) {
                call.attack().at(Fault.Moment.PUBLISHED);
            }
        };
        undone(untilCommit);
        return routes.collection(type, inner(call, "POST", call.params().without("id", "type", "epoch", "_fields")));
    }

    private Answer met(String name, Key key, long epoch, String body, Call call) {
        if (epoch < key.epoch) {
            throw stale(key);
        }
        key.epoch = epoch;
        Answer shown = shown(name, key, call);
        if (key.hash.equals(hash(body))) {
            return shown;
        }
        throw new RestError(
                        409, "colophon_key_conflict", "This key stands for another body. Its post is left as it is.")
                .with("post", shown.object());
    }

    private Answer fence(String name, long epoch, Call call) {
        undone(() -> call.attack().at(Fault.Moment.BEFORE_WRITE));
        Key key = keys.computeIfAbsent(name, _ -> new Key());
        synchronized (key) {
            if (epoch < key.epoch) {
                throw stale(key);
            }
            key.epoch = epoch;
            if (key.isTaken()) {
                return shown(name, key, call);
            }
            ObjectNode fenced = JsonNodeFactory.instance.objectNode();
            fenced.putObject("colophon").put("key", name).put("epoch", epoch).put("fenced", true);
            return Answer.json(200, fenced);
        }
    }

    private Answer change(String name, long epoch, boolean publish, Call call) {
        Key key = keys.get(name);
        if (key == null || !key.isTaken()) {
            throw noSuchKey();
        }
        synchronized (key) {
            if (epoch < key.epoch) {
                throw stale(key);
            }
            Answer shown = shown(name, key, call);
            if (shown.object().path("status").asString("").equals("trash")) {
                throw new RestError(409, "colophon_post_trashed", "The post is in the trash, and stays there.")
                        .with("post", shown.object());
            }
            undone(() -> call.attack().at(Fault.Moment.BEFORE_WRITE));
            Params fields = call.params().without("id", "type", "epoch", "_fields");
            Answer changed = routes.item(
                    key.type, key.post, inner(call, "POST", publish ? fields.with("status", "publish") : fields));
            key.epoch = epoch;
            return signed(changed, name, key, false, 200);
        }
    }

    /** The plugin rolls back and says so; a dead worker says nothing, and the database rolls back by itself. */
    private static void undone(Runnable untilCommit) {
        try {
            untilCommit.run();
        } catch (Struck struck) {
            if (struck.answer().status() == 500) {
                throw new RestError(
                        500,
                        "colophon_rolled_back",
                        "The site failed in the middle of the request. Nothing was stored.");
            }
            throw struck;
        }
    }

    private Answer shown(String name, Key key, Call call) {
        if (posts.find(key.post).isEmpty()) {
            throw new RestError(410, "colophon_post_gone", "The post of this key was deleted for good.")
                    .with("id", key.post);
        }
        Params query = call.params().without("id", "type", "epoch", "_fields").with("context", "edit");
        return signed(routes.item(key.type, key.post, inner(call, "GET", query)), name, key, true, 200);
    }

    private static Answer signed(Answer answer, String name, Key key, boolean replayed, int status) {
        ObjectNode post = answer.object();
        post.putObject("colophon").put("key", name).put("epoch", key.epoch).put("replayed", replayed);
        Answer signed = Answer.json(status, post);
        return replayed ? signed.with(REPLAYED, "true") : signed;
    }

    /** Terms that are not there, and any of a taxonomy that the type does not show. */
    private void requireKept(Taxonomy taxonomy, PostType type, Call call) {
        List<Long> asked = call.params().integers(taxonomy.route());
        boolean kept = asked == null
                || (kinds.taxonomiesOf(type).contains(taxonomy)
                        && terms.known(taxonomy, asked).containsAll(asked));
        if (!kept) {
            throw notStored(taxonomy.route());
        }
    }

    private static RestError notStored(String... fields) {
        ArrayNode dropped = JsonNodeFactory.instance.arrayNode();
        List.of(fields).forEach(dropped::add);
        return new RestError(
                        422,
                        "colophon_not_stored",
                        "WordPress would have dropped: " + String.join(", ", fields) + ". Nothing was stored.")
                .with("dropped", dropped);
    }

    private static Call inner(Call call, String method, Params params) {
        return new Call(method, params, call.user(), new Attack(null));
    }

    private static RestError noSuchKey() {
        return new RestError(404, "colophon_no_such_key", "There is no post under this key.");
    }

    private static RestError stale(Key key) {
        return new RestError(
                        409, "colophon_stale_epoch", "A newer holder has written under this key. Nothing was stored.")
                .with("epoch", key.epoch);
    }

    private static String hash(String body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** As the index names it. */
    void describe(ObjectNode index) {
        if (active) {
            ((ArrayNode) index.path("namespaces")).add("colophon/v1");
            index.putObject("colophon").put("protocol", protocol);
        }
    }

    /** Whether the plugin is there and has this route; its keys stay on record while it is not. */
    boolean isActive() {
        return active;
    }

    boolean has(String route) {
        return active && route.startsWith("/colophon/v1/");
    }

    void speak(int anotherProtocol) {
        protocol = anotherProtocol;
    }

    void activate(boolean now) {
        active = now;
        meta.companion(now);
    }
}
