package dev.colophon.wordpresspublisher.wordpress;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * The comment by which WordPress's editor begins a block with an image.
 *
 * @param attributes its JSON, as it stands there; null where it has none
 * @param at where in the html the attributes begin, or would begin
 */
record ImageBlock(@Nullable String attributes, int at) {

    private static final Pattern BEGIN =
            Pattern.compile("<!--\\s+wp:(?:core/)?image\\s+(?:(\\{.*})\\s+)?-->", Pattern.DOTALL);
    private static final Pattern END = Pattern.compile("<!--\\s+/wp:(?:core/)?image\\s+-->");
    private static final JsonMapper JSON = new JsonMapper();

    /** The block in which what follows the comment stands; null for none. */
    static @Nullable ImageBlock after(String comment, int start, @Nullable ImageBlock before) {
        Matcher begin = BEGIN.matcher(comment);
        if (begin.matches()) {
            int at = begin.group(1) == null ? comment.length() - "-->".length() : begin.start(1);
            return new ImageBlock(begin.group(1), start + at);
        }
        return END.matcher(comment).matches() ? null : before;
    }

    /** Gives the block this id, in place of the one that the image had at another site. */
    void bear(long id, TextEdits edits) {
        if (attributes == null) {
            edits.insert(at, "{\"id\":" + id + "} ");
            return;
        }
        try (JsonParser parser = JSON.createParser(attributes)) {
            parser.nextToken();
            if (parser.nextToken() == JsonToken.END_OBJECT) {
                edits.insert(at + 1, "\"id\":" + id);
                return;
            }
            for (JsonToken token = parser.currentToken();
                    token == JsonToken.PROPERTY_NAME;
                    token = parser.nextToken()) {
                boolean named = parser.currentName().equals("id");
                JsonToken value = parser.nextToken();
                if (named) {
                    replace(parser, value, id, edits);
                    return;
                }
                parser.skipChildren();
            }
            edits.insert(at + 1, "\"id\":" + id + ",");
        } catch (JacksonException unreadable) {
            // Nor does WordPress's editor understand this block: it stays as the client wrote it.
        }
    }

    private void replace(JsonParser parser, JsonToken value, long id, TextEdits edits) {
        if (value == JsonToken.VALUE_NUMBER_INT) {
            int start = at + (int) parser.currentTokenLocation().getCharOffset();
            edits.replace(start, start + parser.getString().length(), Long.toString(id));
        }
    }
}
