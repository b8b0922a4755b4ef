package dev.colophon.wordpresspublisher.site;

import dev.colophon.wordpresspublisher.publication.Attachment;
import dev.colophon.wordpresspublisher.publication.SiteId;
import java.sql.Types;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The attachments of a site by the hash of their files, each put down once for all publishers, and who of them is uploading one.
 * Every method is one or two statements of their own: nothing is held while the site is asked.
 */
@Repository
public class SiteMedia {

    private static final String OF_VARIANT = """
            SELECT m.attachment_id, m.alt, m.caption, m.source_url
            FROM variant_media v JOIN site_media m USING (site_id, sha256)
            WHERE v.site_id = :site AND v.variant_id = :variant AND v.url = :url AND m.attachment_id IS NOT NULL
            """;

    private static final String OF_FILE = """
            SELECT attachment_id, alt, caption, source_url FROM site_media
            WHERE site_id = :site AND sha256 = :sha256 AND attachment_id IS NOT NULL
            """;

    private static final String CLAIM = """
            INSERT INTO site_media AS m (site_id, sha256, uploading_until)
            VALUES (:site, :sha256, clock_timestamp() + :lease * interval '1 millisecond')
            ON CONFLICT (site_id, sha256) DO UPDATE SET uploading_until = excluded.uploading_until
              WHERE m.attachment_id IS NULL AND m.uploading_until <= clock_timestamp()
            RETURNING uploading_until
            """;

    private static final String UPLOADED = """
            UPDATE site_media SET attachment_id = :id, alt = :alt, caption = :caption, source_url = :url, uploading_until = NULL,
              noted_at = clock_timestamp()
            WHERE site_id = :site AND sha256 = :sha256 AND attachment_id IS NULL
            """;

    private static final String GIVE_UP = """
            DELETE FROM site_media
            WHERE site_id = :site AND sha256 = :sha256 AND attachment_id IS NULL AND uploading_until = :until
            """;

    private static final String KEEP = """
            INSERT INTO variant_media (site_id, variant_id, url, sha256)
            SELECT :site, :variant, :url, sha256 FROM site_media WHERE site_id = :site AND sha256 = :sha256
            ON CONFLICT DO NOTHING
            """;

    private static final String LOCATED = """
            UPDATE site_media SET source_url = :url WHERE site_id = :site AND attachment_id = :id AND source_url IS NULL
            """;

    private static final String FORGET = "DELETE FROM site_media WHERE site_id = :site AND attachment_id = :id";

    private final JdbcClient jdbc;

    SiteMedia(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A file, by the hash of its bytes in hexadecimal. */
    public record File(SiteId site, String sha256) {}

    /** What a variant shows from that address at a site. */
    public record Source(SiteId site, UUID variant, String url) {}

    /** The right to upload a file until then, by the database's clock. */
    public record Uploading(File file, OffsetDateTime until) {}

    /** What the variant has at the site. */
    public Optional<Attachment> of(Source source) {
        return attachment(of(OF_VARIANT, source));
    }

    /** What the site has of the file. */
    public Optional<Attachment> of(File file) {
        return attachment(of(OF_FILE, file));
    }

    /** The right to upload it; empty where it is on record, or another visit is uploading it. */
    public Optional<Uploading> claim(File file, Duration lease) {
        return of(CLAIM, file)
                .param("lease", lease.toMillis())
                .query(OffsetDateTime.class)
                .optional()
                .map(until -> new Uploading(file, until.withOffsetSameInstant(ZoneOffset.UTC)));
    }

    /** Puts the attachment down unless one is on record, and hands back the one that stands. */
    public Attachment uploaded(File file, Attachment attachment) {
        of(UPLOADED, file)
                .param("id", attachment.id())
                .param("alt", attachment.alt())
                .param("caption", attachment.caption())
                .param("url", attachment.url(), Types.VARCHAR)
                .update();
        return of(file).orElse(attachment);
    }

    /** Nothing was sent, or it was refused: another may try at once. */
    public void giveUp(Uploading uploading) {
        of(GIVE_UP, uploading.file()).param("until", uploading.until()).update();
    }

    /** From now on this file is the variant's; hands back what stands, which may be what another visit fetched before. */
    public Optional<Attachment> keep(Source source, File file) {
        of(KEEP, source).param("sha256", file.sha256()).update();
        return of(source);
    }

    /** Where it is shown, of an attachment that was put down without that. */
    public void located(SiteId site, long attachment, String url) {
        jdbc.sql(LOCATED)
                .param("site", site.value())
                .param("id", attachment)
                .param("url", url)
                .update();
    }

    /** The site was seen to have it no more: it is uploaded anew for whoever needs it. */
    public void forget(SiteId site, long attachment) {
        jdbc.sql(FORGET).param("site", site.value()).param("id", attachment).update();
    }

    private static Optional<Attachment> attachment(JdbcClient.StatementSpec query) {
        return query.query((row, _) -> new Attachment(
                        row.getLong("attachment_id"),
                        row.getString("alt"),
                        row.getString("caption"),
                        row.getString("source_url")))
                .optional();
    }

    private JdbcClient.StatementSpec of(String sql, Source source) {
        return jdbc.sql(sql)
                .param("site", source.site().value())
                .param("variant", source.variant())
                .param("url", source.url());
    }

    private JdbcClient.StatementSpec of(String sql, File file) {
        return jdbc.sql(sql).param("site", file.site().value()).param("sha256", file.sha256());
    }
}
