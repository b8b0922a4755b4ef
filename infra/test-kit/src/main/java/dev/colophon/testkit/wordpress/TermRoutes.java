package dev.colophon.testkit.wordpress;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /wp/v2/categories}, {@code /wp/v2/tags} and those of a plugin. */
final class TermRoutes {

    private final TermTable terms;
    private final PostTable posts;
    private final Site site;

    TermRoutes(TermTable terms, PostTable posts, Site site) {
        this.terms = terms;
        this.posts = posts;
        this.site = site;
    }

    Answer collection(Taxonomy taxonomy, Call call) {
        if (call.reads()) {
            return list(taxonomy, call);
        }
        if (call.method().equals("POST")) {
            return create(taxonomy, call);
        }
        throw RestError.noRoute();
    }

    Answer item(Taxonomy taxonomy, long id, Call call) {
        if (!call.reads() && !call.method().equals("DELETE")) {
            throw RestError.noRoute();
        }
        Term term = terms.find(taxonomy, id)
                .orElseThrow(() -> new RestError(404, "rest_term_invalid", "Term does not exist."));
        if (call.method().equals("DELETE")) {
            return delete(term, call);
        }
        return Answer.json(200, Fields.chosen(json(term), call.params()));
    }

    private Answer delete(Term term, Call call) {
        if (!call.user().role().edits()) {
            throw new RestError(
                    call.user().refusalStatus(),
                    "rest_cannot_delete",
                    "Sorry, you are not allowed to delete this term.");
        }
        if (!Boolean.TRUE.equals(call.params().flag("force"))) {
            throw new RestError(
                    501, "rest_trash_not_supported", "Terms do not support trashing. Set 'force=true' to delete.");
        }
        ObjectNode gone = JsonNodeFactory.instance.objectNode().put("deleted", true);
        gone.set("previous", json(term));
        terms.delete(term);
        return Answer.json(200, gone);
    }

    private Answer list(Taxonomy taxonomy, Call call) {
        Params params = call.params();
        List<String> slugs = params.words("slug");
        String search = params.text("search", "").toLowerCase(Locale.ROOT);
        boolean hideEmpty = Boolean.TRUE.equals(params.flag("hide_empty"));
        List<Long> ids = params.integers("include");
        long page = params.integer("page", 1, 1, Integer.MAX_VALUE);
        long perPage = params.integer("per_page", 10, 1, 100);
        boolean edit = Contexts.isEdit(params);
        if (edit && !call.user().role().edits()) {
            throw new RestError(
                    call.user().refusalStatus(),
                    "rest_forbidden_context",
                    "Sorry, you are not allowed to edit terms in this taxonomy.");
        }
        List<Term> found = terms.of(taxonomy).stream()
                .filter(term -> slugs.isEmpty() || slugs.contains(term.slug()))
                .filter(term -> ids == null || ids.contains(term.id()))
                .filter(term -> term.name().toLowerCase(Locale.ROOT).contains(search))
                .filter(term -> !hideEmpty || count(term) > 0)
                .toList();
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        found.stream()
                .skip((page - 1) * perPage)
                .limit(perPage)
                .forEach(term -> json.add(Fields.chosen(json(term), params)));
        return Answer.json(200, json)
                .with("X-WP-Total", Integer.toString(found.size()))
                .with("X-WP-TotalPages", Long.toString(Math.ceilDiv(found.size(), perPage)));
    }

    private Answer create(Taxonomy taxonomy, Call call) {
        call.params().require("name");
        String name = stored(call.params().text("name", ""));
        String slug = call.params().text("slug", "");
        long parent = call.params().integer("parent", 0);
        call.params().check();
        boolean allowed = taxonomy.isHierarchical()
                ? call.user().role().edits()
                : call.user().role().writes(PostType.POST);
        if (!allowed) {
            throw new RestError(
                    call.user().refusalStatus(),
                    "rest_cannot_create",
                    "Sorry, you are not allowed to create terms in this taxonomy.");
        }
        if (name.isEmpty()) {
            throw new RestError(500, "empty_term_name", "A name is required for this term.");
        }
        Term above = parentOf(taxonomy, parent, call);
        terms.named(taxonomy, name, parent).ifPresent(present -> {
            throw new RestError(400, "term_exists", "A term with the name provided already exists with this parent.")
                    .with("term_id", present.id());
        });
        call.attack().at(Fault.Moment.BEFORE_WRITE);
        Term term = terms.insert(taxonomy, name, Slugs.sanitize(slug.isEmpty() ? name : slug), above);
        return Answer.json(201, Fields.chosen(json(term), call.params()))
                .with("Location", site.rest("/wp/v2/" + taxonomy.route() + "/" + term.id()));
    }

    private @Nullable Term parentOf(Taxonomy taxonomy, long parent, Call call) {
        if (!call.params().has("parent")) {
            return null;
        }
        if (!taxonomy.isHierarchical()) {
            throw new RestError(
                    400, "rest_taxonomy_not_hierarchical", "Cannot set parent term, taxonomy is not hierarchical.");
        }
        return parent == 0
                ? null
                : terms.find(taxonomy, parent)
                        .orElseThrow(() -> new RestError(400, "rest_term_invalid", "Parent term does not exist."));
    }

    private ObjectNode json(Term term) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", term.id());
        json.put("count", count(term));
        json.put("description", "");
        json.put("link", site.url() + "/" + term.taxonomy().linkFolder() + "/" + term.slug() + "/");
        json.put("name", term.name());
        json.put("slug", term.slug());
        json.put("taxonomy", term.taxonomy().code());
        if (term.taxonomy().isHierarchical()) {
            json.put("parent", term.under());
        }
        json.putArray("meta");
        return json;
    }

    /** Only public posts count. */
    private long count(Term term) {
        return posts.all().stream()
                .filter(post -> post.status() == PostStatus.PUBLISH)
                .filter(post -> post.relations().of(term.taxonomy()).contains(term.id()))
                .count();
    }

    /** Names are text: tags go, white space shrinks, special characters become entities. */
    private static String stored(String name) {
        return name.replaceAll("<[^>]*>", "")
                .strip()
                .replaceAll("\\s+", " ")
                .replaceAll("&(?!#?\\w+;)", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
