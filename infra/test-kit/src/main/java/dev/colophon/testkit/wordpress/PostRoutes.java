package dev.colophon.testkit.wordpress;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /wp/v2/posts}, {@code /wp/v2/pages} and those of a plugin: checks in WordPress's order, which decides what a caller learns first. */
final class PostRoutes {

    private final PostTable posts;
    private final PostWriter writer;
    private final PostView view;
    private final SiteKinds kinds;
    private final Site site;

    PostRoutes(PostTable posts, PostWriter writer, PostView view, SiteKinds kinds, Site site) {
        this.kinds = kinds;
        this.posts = posts;
        this.writer = writer;
        this.view = view;
        this.site = site;
    }

    Answer collection(PostType type, Call call) {
        if (call.reads()) {
            return list(type, call);
        }
        if (call.method().equals("POST")) {
            return create(type, call);
        }
        throw RestError.noRoute();
    }

    /** An id in the body beats the one in the address. */
    Answer item(PostType type, long addressed, Call call) {
        long id = call.updates() ? call.params().integer("id", addressed) : addressed;
        if (call.reads()) {
            return read(type, id, call);
        }
        if (call.updates()) {
            return update(type, id, call);
        }
        if (call.method().equals("DELETE")) {
            return delete(type, id, call);
        }
        throw RestError.noRoute();
    }

    private Answer list(PostType type, Call call) {
        PostQuery query = PostQuery.of(call.params(), call.user());
        if (query.edit() && !call.user().role().writes(type)) {
            throw refused(
                    call, "rest_forbidden_context", "Sorry, you are not allowed to edit posts in this post type.");
        }
        List<Post> found = posts.all().stream()
                .filter(post -> post.type() == type && query.finds(post))
                .sorted(query.order())
                .toList();
        long pages = Math.ceilDiv(found.size(), query.perPage());
        if (query.page() > pages && !found.isEmpty()) {
            throw new RestError(
                    400,
                    "rest_post_invalid_page_number",
                    "The page number requested is larger than the number of pages available.");
        }
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        found.stream()
                .skip(query.skipped())
                .limit(query.perPage())
                .filter(post ->
                        query.edit() ? call.user().mayEdit(post) : call.user().mayRead(post))
                .forEach(post -> json.add(Fields.chosen(view.of(post, query.edit()), call.params())));
        return Answer.json(200, json)
                .with("X-WP-Total", Integer.toString(found.size()))
                .with("X-WP-TotalPages", Long.toString(pages));
    }

    private Answer read(PostType type, long id, Call call) {
        boolean edit = Contexts.isEdit(call.params());
        Post post = require(type, id);
        if (edit && !call.user().mayEdit(post)) {
            throw refused(call, "rest_forbidden_context", "Sorry, you are not allowed to edit this post.");
        }
        if (!call.user().mayRead(post)) {
            throw refused(call, "rest_forbidden", "Sorry, you are not allowed to do that.");
        }
        return answer(200, view.of(post, edit), call);
    }

    private Answer create(PostType type, Call call) {
        PostFields fields = PostFields.of(call.params(), type, kinds.taxonomiesOf(type));
        if (call.params().has("id")) {
            throw new RestError(400, "rest_post_exists", "Cannot create existing post.");
        }
        requireSameAuthor(fields, call, "Sorry, you are not allowed to create posts as this user.");
        if (!call.user().role().writes(type)) {
            throw refused(call, "rest_cannot_create", "Sorry, you are not allowed to create posts as this user.");
        }
        requireMayPublish(fields, call);
        requireKnown(fields);
        requireNotStickyAndHidden(fields, Post.or(fields.password(), ""));
        Post stored = writer.create(type, Kses.filtered(fields, call.user()), call.user(), call.attack());
        return answer(201, view.of(stored, true), call)
                .with("Location", site.rest("/wp/v2/" + type.route() + "/" + stored.id()));
    }

    private Answer update(PostType type, long id, Call call) {
        PostFields fields = PostFields.of(call.params(), type, kinds.taxonomiesOf(type));
        Post before = require(type, id);
        if (!call.user().mayEdit(before)) {
            throw refused(call, "rest_cannot_edit", "Sorry, you are not allowed to edit this post.");
        }
        requireSameAuthor(fields, call, "Sorry, you are not allowed to update posts as this user.");
        requireMayPublish(fields, call);
        requireKnown(fields);
        requireNotStickyAndHidden(
                fields, Post.or(fields.password(), before.text().password()));
        Post stored = writer.update(before, Kses.filtered(fields, call.user()), call.attack());
        return answer(200, view.of(stored, true), call);
    }

    private Answer delete(PostType type, long id, Call call) {
        boolean force = Boolean.TRUE.equals(call.params().flag("force"));
        call.params().check();
        Post post = require(type, id);
        if (!call.user().mayEdit(post)) {
            throw refused(call, "rest_cannot_delete", "Sorry, you are not allowed to delete this post.");
        }
        if (force) {
            ObjectNode gone = JsonNodeFactory.instance.objectNode().put("deleted", true);
            gone.set("previous", view.of(post, true));
            writer.delete(post, call.attack());
            return Answer.json(200, gone);
        }
        if (post.status() == PostStatus.TRASH) {
            throw new RestError(410, "rest_already_trashed", "The post has already been deleted.");
        }
        return answer(200, view.of(writer.trash(post, call.attack()), true), call);
    }

    private Post require(PostType type, long id) {
        return posts.find(id).filter(post -> post.type() == type).orElseThrow(RestError::noSuchPost);
    }

    private static void requireSameAuthor(PostFields fields, Call call, String message) {
        if (fields.author() != 0
                && fields.author() != call.user().id()
                && !call.user().role().edits()) {
            throw refused(call, "rest_cannot_edit_others", message);
        }
    }

    private static void requireMayPublish(PostFields fields, Call call) {
        PostStatus status = fields.status();
        if (status != null && !status.isUnfinished() && !call.user().role().publishes()) {
            throw refused(
                    call, "rest_cannot_publish", "Sorry, you are not allowed to publish posts in this post type.");
        }
    }

    /** Authors and parents are the only ids that WordPress does not drop in silence when it has no such thing. */
    private void requireKnown(PostFields fields) {
        if (fields.author() != 0 && fields.author() > Role.values().length - 1) {
            throw new RestError(400, "rest_invalid_author", "Invalid author ID.");
        }
        Long parent = fields.settings().parent();
        if (parent != null && parent != 0 && posts.find(parent).isEmpty()) {
            throw new RestError(400, "rest_post_invalid_id", "Invalid post parent ID.");
        }
    }

    private static void requireNotStickyAndHidden(PostFields fields, String password) {
        if (Boolean.TRUE.equals(fields.sticky()) && !password.isEmpty()) {
            throw new RestError(400, "rest_invalid_field", "A post can not be sticky and have a password.");
        }
    }

    private static RestError refused(Call call, String code, String message) {
        return new RestError(call.user().refusalStatus(), code, message);
    }

    private static Answer answer(int status, ObjectNode post, Call call) {
        return Answer.json(status, Fields.chosen(post, call.params()));
    }
}
