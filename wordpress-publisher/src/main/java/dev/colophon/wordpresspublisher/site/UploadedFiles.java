package dev.colophon.wordpresspublisher.site;

import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Images that clients handed in to publish-api, read through the view that it publishes: in parts, each a statement of its own, so
 * that no file is in memory whole and nothing is held while a site is asked.
 */
@Repository
public class UploadedFiles {

    private static final String FIND = "SELECT sha256, size FROM publish_api.upload_v1 WHERE upload_id = :id";

    private static final String PART = """
            SELECT substring(bytes FROM :from FOR :length) FROM publish_api.upload_v1 WHERE upload_id = :id
            """;

    private static final int PART_BYTES = 128 * 1024;

    private final JdbcClient jdbc;

    public UploadedFiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A file that is kept. */
    public record UploadedFile(UUID id, String sha256, int size) {}

    /** Empty where it was never handed in, or its time was over. */
    public Optional<UploadedFile> find(UUID id) throws WordPressFailed {
        try {
            return read(id);
        } catch (BadSqlGrammarException notThereYet) {
            // Who is upgraded first is not for us to say.
            throw new WordPressFailed(new WordPressFailure.Retryable(
                    new Problem("MEDIA_UNREACHABLE", "The view publish_api.upload_v1 cannot be read.", null), null));
        }
    }

    private Optional<UploadedFile> read(UUID id) {
        return jdbc.sql(FIND)
                .param("id", id)
                .query((row, _) -> new UploadedFile(id, row.getString("sha256"), row.getInt("size")))
                .optional();
    }

    /** Its bytes; ends early where its time is over meanwhile. */
    public InputStream bytes(UploadedFile file) {
        return new Parts(file);
    }

    private final class Parts extends InputStream {

        private final UploadedFile file;
        private InputStream part = InputStream.nullInputStream();
        private int askedFor;

        Parts(UploadedFile file) {
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = part.read(into, offset, length);
            while (read < 0 && askedFor < file.size()) {
                part = new ByteArrayInputStream(nextPart());
                read = part.read(into, offset, length);
            }
            return read;
        }

        private byte[] nextPart() {
            int from = askedFor + 1;
            askedFor += PART_BYTES;
            return jdbc.sql(PART)
                    .param("id", file.id())
                    .param("from", from)
                    .param("length", PART_BYTES)
                    .query((row, _) -> row.getBytes(1))
                    .optional()
                    .orElseGet(() -> new byte[0]);
        }
    }
}
