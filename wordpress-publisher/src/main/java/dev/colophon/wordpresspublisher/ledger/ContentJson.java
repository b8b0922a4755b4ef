package dev.colophon.wordpresspublisher.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.colophon.wordpresspublisher.publication.Content;
import dev.colophon.wordpresspublisher.publication.Placement;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.json.JsonMapper;

/** Content as the ledger keeps it. */
final class ContentJson {

    private static final JsonMapper JSON = new JsonMapper();

    private ContentJson() {}

    static String write(Content content) {
        return JSON.writeValueAsString(content);
    }

    static Content read(String json) {
        return UnreadableColumn.read(JSON, "content", json, Content.class);
    }

    /** Two requests of equal fingerprint ask a site for the same state: whose story it is has no part in it. */
    static String fingerprint(Placement placement, Content wanted) {
        String content = write(wanted.ofStory(null));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest((placement.word() + content).getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
