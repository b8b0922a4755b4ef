package dev.colophon.testkit.wordpress;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** From a route to who answers it. */
final class RestRoutes {

    private static final Pattern ROUTE = Pattern.compile("/wp/v2/(\\w+)(?:/(\\d{1,18}))?");

    private final PostRoutes posts;
    private final TermRoutes terms;
    private final MediaRoutes media;
    private final CompanionRoutes companion;
    private final ApiKeyRoutes apiKeys;
    private final SiteKinds kinds;
    private final Site site;

    RestRoutes(
            PostRoutes posts,
            TermRoutes terms,
            MediaRoutes media,
            CompanionRoutes companion,
            ApiKeyRoutes apiKeys,
            SiteKinds kinds,
            Site site) {
        this.kinds = kinds;
        this.media = media;
        this.companion = companion;
        this.apiKeys = apiKeys;
        this.posts = posts;
        this.terms = terms;
        this.site = site;
    }

    Answer answer(String route, Incoming incoming, Call call) {
        if (call.reads()) {
            call.attack().at(Fault.Moment.BEFORE_WRITE); // nothing will be written: it strikes before the look-up
        }
        if (route.equals("/") && call.reads()) {
            return Answer.json(200, Fields.chosen(index(), call.params()));
        }
        if (route.equals("/wp/v2/users/me") && call.reads()) {
            return me(call);
        }
        if (kinds.has(route) && call.reads()) {
            return kinds.answer(route, call);
        }
        if (companion.isActive() && apiKeys.has(route)) {
            return apiKeys.answer(route, incoming, call);
        }
        if (companion.has(route)) {
            return companion.answer(route, incoming.body(), call);
        }
        Matcher matcher = ROUTE.matcher(route);
        if (!matcher.matches()) {
            throw RestError.noRoute();
        }
        if (matcher.group(1).equals("media")) {
            return matcher.group(2) == null
                    ? media.collection(incoming, call)
                    : media.item(Long.parseLong(matcher.group(2)), call);
        }
        return answer(matcher.group(1), Optional.ofNullable(matcher.group(2)).map(Long::valueOf), call);
    }

    private Answer answer(String collection, Optional<Long> id, Call call) {
        for (PostType type : kinds.types()) {
            if (type.route().equals(collection)) {
                return id.isPresent() ? posts.item(type, id.get(), call) : posts.collection(type, call);
            }
        }
        for (Taxonomy taxonomy : kinds.taxonomies()) {
            if (taxonomy.route().equals(collection)) {
                return id.isPresent() ? terms.item(taxonomy, id.get(), call) : terms.collection(taxonomy, call);
            }
        }
        throw RestError.noRoute();
    }

    private Answer me(Call call) {
        boolean edit = Contexts.isEdit(call.params());
        User user = call.user();
        if (user.isStranger()) {
            throw new RestError(401, "rest_not_logged_in", "You are not currently logged in.");
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", user.id()).put("name", user.login()).put("slug", user.login());
        if (edit) {
            json.put("username", user.login());
            json.putArray("roles").add(user.role().code());
            ObjectNode capabilities = json.putObject("capabilities").put("read", true);
            allow(capabilities, "edit_posts", user.role().writes(PostType.POST));
            allow(capabilities, "publish_posts", user.role().publishes());
            allow(capabilities, "edit_others_posts", user.role().edits());
            allow(capabilities, "publish_pages", user.role().edits());
            allow(capabilities, "manage_categories", user.role().edits());
            allow(capabilities, "unfiltered_html", user.role().edits());
        }
        return Answer.json(200, Fields.chosen(json, call.params()));
    }

    /** A capability that a user does not have is not listed. */
    private static void allow(ObjectNode capabilities, String name, boolean allowed) {
        if (allowed) {
            capabilities.put(name, true);
        }
    }

    private ObjectNode index() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", "Simulated WordPress").put("description", "");
        json.put("url", site.url().toString()).put("home", site.url().toString());
        json.put("gmt_offset", 0).put("timezone_string", "");
        json.putArray("namespaces").add("oembed/1.0").add("wp/v2");
        json.putObject("authentication")
                .putObject("application-passwords")
                .putObject("endpoints")
                .put("authorization", site.url() + "/wp-admin/authorize-application.php");
        ObjectNode routes = json.putObject("routes");
        routes.putObject("/").put("namespace", "");
        for (PostType type : kinds.types()) {
            routes.putObject("/wp/v2/" + type.route()).put("namespace", "wp/v2");
        }
        for (Taxonomy taxonomy : kinds.taxonomies()) {
            routes.putObject("/wp/v2/" + taxonomy.route()).put("namespace", "wp/v2");
        }
        routes.putObject("/wp/v2/media").put("namespace", "wp/v2");
        companion.describe(json);
        return json;
    }
}
