package dev.colophon.testkit.wordpress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /wp/v2/media}: files come as bodies, and what is said of them in the address, or later. */
final class MediaRoutes {

    private static final Pattern FILE_NAME = Pattern.compile("filename=\"?([^\";]+)");

    private final MediaTable media;
    private final Site site;

    MediaRoutes(MediaTable media, Site site) {
        this.media = media;
        this.site = site;
    }

    Answer collection(Incoming incoming, Call call) {
        if (call.reads()) {
            return list(call);
        }
        if (call.method().equals("POST")) {
            return create(incoming, call);
        }
        throw RestError.noRoute();
    }

    Answer item(long id, Call call) {
        StoredMedia found = media.find(id).orElseThrow(RestError::noSuchPost);
        if (call.reads()) {
            return Answer.json(200, Fields.chosen(json(found, Contexts.isEdit(call.params())), call.params()));
        }
        if (call.method().equals("DELETE")) {
            return delete(found, call);
        }
        if (call.method().equals("POST")) {
            return describe(found, call);
        }
        throw RestError.noRoute();
    }

    private Answer list(Call call) {
        Params params = call.params();
        List<String> slugs = params.words("slug");
        List<String> include = params.words("include");
        boolean edit = Contexts.isEdit(params);
        long perPage = params.integer("per_page", 10, 1, 100);
        boolean ascending = params.text("order", "desc").equals("asc");
        params.check();
        if (edit && !call.user().role().writes(PostType.POST)) {
            throw refused(
                    call, "rest_forbidden_context", "Sorry, you are not allowed to edit posts in this post type.");
        }
        Comparator<StoredMedia> order = Comparator.comparingLong(StoredMedia::id);
        List<StoredMedia> found = media.all().stream()
                .filter(one -> slugs.isEmpty() || slugs.contains(one.slug()))
                .filter(one -> include.isEmpty() || include.contains(Long.toString(one.id())))
                .sorted(ascending ? order : order.reversed())
                .toList();
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        found.stream().limit(perPage).forEach(one -> json.add(Fields.chosen(json(one, edit), params)));
        return Answer.json(200, json)
                .with("X-WP-Total", Integer.toString(found.size()))
                .with("X-WP-TotalPages", Long.toString(Math.ceilDiv(found.size(), perPage)));
    }

    private Answer create(Incoming incoming, Call call) {
        if (!call.user().role().publishes()) {
            throw refused(call, "rest_cannot_create", "Sorry, you are not allowed to create posts as this user.");
        }
        String name = fileName(incoming);
        String type = typeOf(incoming.body())
                .filter(_ -> name.matches("(?i).*\\.(png|jpe?g|gif|webp)"))
                .orElseThrow(() -> new RestError(
                        500, "rest_upload_sideload_error", "Sorry, you are not allowed to upload this file type."));
        if (!media.keepsFiles()) {
            throw new RestError(
                    500,
                    "rest_upload_sideload_error",
                    "Unable to create directory wp-content/uploads/2026/11. Is its parent directory writable by the server?");
        }
        String asked = Slugs.sanitize(call.params().text("slug", name.replaceAll("\\.[^.]*$", "")));
        String slug = Slugs.unique(asked, PostType.POST, media::hasSlug);
        call.attack().at(Fault.Moment.BEFORE_WRITE);
        byte[] bytes = incoming.body().getBytes(ISO_8859_1);
        StoredMedia stored = media.insert(id -> new StoredMedia(
                id,
                slug,
                name,
                type,
                hash(bytes),
                bytes.length,
                call.params().text("alt_text", ""),
                call.params().text("caption", "")));
        call.attack().at(Fault.Moment.SAVE_POST);
        return Answer.json(201, Fields.chosen(json(stored, true), call.params()))
                .with("Location", site.rest("/wp/v2/media/" + stored.id()));
    }

    private Answer describe(StoredMedia found, Call call) {
        if (!call.user().role().edits()) {
            throw refused(call, "rest_cannot_edit", "Sorry, you are not allowed to edit this post.");
        }
        Params params = call.params();
        StoredMedia described =
                found.saying(params.text("alt_text", found.alt()), params.text("caption", found.caption()));
        call.attack().at(Fault.Moment.BEFORE_WRITE);
        media.update(described);
        call.attack().at(Fault.Moment.SAVE_POST);
        return Answer.json(200, Fields.chosen(json(described, true), params));
    }

    private static String fileName(Incoming incoming) {
        if (incoming.body().isEmpty()) {
            throw new RestError(400, "rest_upload_no_data", "No data supplied.");
        }
        if (incoming.header("Content-Type") == null) {
            throw new RestError(400, "rest_upload_no_content_type", "No Content-Type supplied.");
        }
        String disposition = incoming.header("Content-Disposition");
        if (disposition == null) {
            throw new RestError(400, "rest_upload_no_content_disposition", "No Content-Disposition supplied.");
        }
        Matcher name = FILE_NAME.matcher(disposition);
        if (!name.find()) {
            throw new RestError(
                    400,
                    "rest_upload_invalid_disposition",
                    "Invalid Content-Disposition supplied. Content-Disposition needs to be formatted as "
                            + "`attachment; filename=\"image.png\"` or similar.");
        }
        return name.group(1);
    }

    private Answer delete(StoredMedia found, Call call) {
        if (!call.user().role().edits()) {
            throw refused(call, "rest_cannot_delete", "Sorry, you are not allowed to delete this post.");
        }
        if (!Boolean.TRUE.equals(call.params().flag("force"))) {
            throw new RestError(
                    501, "rest_trash_not_supported", "The post does not support trashing. Set 'force=true' to delete.");
        }
        ObjectNode gone = JsonNodeFactory.instance.objectNode().put("deleted", true);
        gone.set("previous", json(found, true));
        call.attack().at(Fault.Moment.BEFORE_WRITE);
        media.delete(found.id());
        return Answer.json(200, gone);
    }

    private ObjectNode json(StoredMedia one, boolean edit) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", one.id())
                .put("slug", one.slug())
                .put("status", "inherit")
                .put("type", "attachment");
        json.put("link", site.url() + "/" + one.slug() + "/");
        ObjectNode caption = json.putObject("caption");
        if (edit) {
            caption.put("raw", one.caption());
        }
        caption.put("rendered", one.caption().isEmpty() ? "" : "<p>" + one.caption() + "</p>\n");
        json.put("alt_text", one.alt()).put("media_type", "image").put("mime_type", one.mediaType());
        json.put("source_url", site.url() + "/wp-content/uploads/" + one.file());
        return json;
    }

    /** WordPress looks into the file, whatever its name and its type say. */
    private static Optional<String> typeOf(String body) {
        String type = body.startsWith("\u0089PNG\r\n\u001a\n")
                ? "image/png"
                : body.startsWith("\u00ff\u00d8\u00ff")
                        ? "image/jpeg"
                        : body.startsWith("GIF8") ? "image/gif" : body.startsWith("WEBP", 8) ? "image/webp" : "";
        return Optional.of(type).filter(found -> !found.isEmpty());
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static RestError refused(Call call, String code, String message) {
        return new RestError(call.user().refusalStatus(), code, message);
    }
}
