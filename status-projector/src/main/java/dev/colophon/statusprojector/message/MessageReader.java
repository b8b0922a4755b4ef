package dev.colophon.statusprojector.message;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads messages, tolerant of fields it does not know, and cuts from what is kept whatever a story says. */
public final class MessageReader {

    private static final Set<String> KEPT_OF_REQUEST = Set.of(
            "publicationId",
            "jobId",
            "siteId",
            "storyKey",
            "placement",
            "generation",
            "revision",
            "action",
            "publishAt",
            "variant",
            "requestedAt",
            "variantStoredAt",
            "correlationId",
            "platform");

    private static final Set<String> KEPT_OF_VARIANT =
            Set.of("variantId", "title", "slug", "date", "visibility", "sticky", "categories", "tags");

    private final JsonMapper json = JsonMapper.builder().build();

    /**
     * Reads a message as it came.
     *
     * @throws UnreadableMessage if it is no JSON object, or lacks what every message of its kind has
     */
    public ReadMessage read(Source source, byte[] value) {
        try {
            if (!(json.readTree(value) instanceof ObjectNode tree)) {
                throw new UnreadableMessage("NOT_AN_OBJECT", "the value is no JSON object");
            }
            var message = message(source, tree);
            switch (message) {
                case RequestMessage _ -> cutContent(tree);
                case ReceiptMessage receipt -> tree.put("nextAttemptAt", text(receipt.nextAttemptAt()));
            }
            return new ReadMessage(message, json.writeValueAsString(tree));
        } catch (JacksonException e) {
            throw unreadable(e);
        }
    }

    /** By what is kept, not by what is cut: a field that a later version adds to a story is not kept by oversight. */
    private static void cutContent(ObjectNode request) {
        request.retain(KEPT_OF_REQUEST);
        if (request.get("variant") instanceof ObjectNode variant) {
            variant.retain(KEPT_OF_VARIANT);
        } else {
            request.remove("variant");
        }
    }

    /** Written as it was understood: the log reads it without this reader. */
    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private Message message(Source source, JsonNode tree) {
        return switch (source) {
            case REQUEST -> json.treeToValue(tree, RequestMessage.class);
            case RECEIPT -> json.treeToValue(tree, ReceiptMessage.class);
        };
    }

    /** Jackson's own message can quote the content: what is kept is where it failed. */
    private static UnreadableMessage unreadable(JacksonException e) {
        if (e.getCause() instanceof UnreadableMessage unreadable) {
            return unreadable;
        }
        var location = e.getLocation();
        return new UnreadableMessage(
                "NOT_JSON",
                location == null
                        ? e.getClass().getSimpleName()
                        : "%s at line %d, column %d"
                                .formatted(e.getClass().getSimpleName(), location.getLineNr(), location.getColumnNr()));
    }

    /**
     * A message and what the log keeps of it.
     *
     * @param detail JSON, without the content of the story
     */
    public record ReadMessage(Message message, String detail) {}
}
