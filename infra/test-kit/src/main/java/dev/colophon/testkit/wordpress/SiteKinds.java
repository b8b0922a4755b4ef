package dev.colophon.testkit.wordpress;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /wp/v2/types} and {@code /wp/v2/taxonomies}: which kinds of posts and terms the site has. What a plugin registered is gone
 * while the plugin is not active, and what posts carry of it stays.
 */
final class SiteKinds {

    private final Site site;
    private volatile boolean registered = true;
    private volatile Set<String> hidden = Set.of();

    SiteKinds(Site site) {
        this.site = site;
    }

    /** Activates the plugin that registers kinds, or deactivates it. */
    void registered(boolean now) {
        registered = now;
    }

    /** What a plugin takes out of what is shown of posts. */
    void hide(Set<String> fields) {
        hidden = fields;
    }

    Set<String> hidden() {
        return hidden;
    }

    List<PostType> types() {
        return Arrays.stream(PostType.values())
                .filter(type -> registered || !type.isRegistered())
                .toList();
    }

    List<Taxonomy> taxonomies() {
        return Arrays.stream(Taxonomy.values())
                .filter(taxonomy -> registered || !taxonomy.isRegistered())
                .toList();
    }

    /** Those that a post of the type shows, and takes. */
    List<Taxonomy> taxonomiesOf(PostType type) {
        return taxonomies().stream().filter(taxonomy -> taxonomy.isOf(type)).toList();
    }

    boolean has(String route) {
        return route.equals("/wp/v2/types") || route.equals("/wp/v2/taxonomies");
    }

    /** By the names that WordPress has for them. An editor's view leaves out what its caller may not write. */
    Answer answer(String route, Call call) {
        boolean edit = Contexts.isEdit(call.params());
        call.params().check();
        if (edit && !call.user().role().writes(PostType.POST)) {
            throw new RestError(
                    call.user().refusalStatus(),
                    route.endsWith("types") ? "rest_cannot_view" : "rest_forbidden_context",
                    "Sorry, you are not allowed to do that.");
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (route.endsWith("/types")) {
            types().stream()
                    .filter(type -> !edit || call.user().role().writes(type))
                    .forEach(type -> json.set(type.code(), json(type, edit)));
        } else {
            taxonomies().forEach(taxonomy -> json.set(taxonomy.code(), json(taxonomy)));
        }
        return Answer.json(200, json);
    }

    private ObjectNode json(PostType type, boolean edit) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("slug", type.code()).put("name", type.route()).put("description", "");
        json.put("hierarchical", type.isHierarchical());
        json.put("rest_base", type.route()).put("rest_namespace", "wp/v2");
        var taxonomies = json.putArray("taxonomies");
        taxonomiesOf(type).forEach(taxonomy -> taxonomies.add(taxonomy.code()));
        if (edit) {
            json.put("viewable", true);
            ObjectNode supports = json.putObject("supports");
            type.supports().forEach(part -> supports.put(part, true));
        }
        return linked(json, type.route());
    }

    private ObjectNode json(Taxonomy taxonomy) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("slug", taxonomy.code()).put("name", taxonomy.code()).put("description", "");
        json.put("hierarchical", taxonomy.isHierarchical());
        json.put("rest_base", taxonomy.route()).put("rest_namespace", "wp/v2");
        var types = json.putArray("types");
        this.types().stream().filter(taxonomy::isOf).forEach(type -> types.add(type.code()));
        return linked(json, taxonomy.route());
    }

    private ObjectNode linked(ObjectNode json, String route) {
        json.putObject("_links").putArray("wp:items").addObject().put("href", site.rest("/wp/v2/" + route));
        return json;
    }
}
