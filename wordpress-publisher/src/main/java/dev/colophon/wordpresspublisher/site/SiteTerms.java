package dev.colophon.wordpresspublisher.site;

import dev.colophon.wordpresspublisher.publication.SiteId;
import java.text.Normalizer;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The ids of a site's terms, each put down once for all publishers, and who of them is making one. A post's format is a term of which a
 * site shows no id: under the taxonomy {@code format} stands the id of the post that bore it first. Every method is one or two
 * statements of their own: nothing is held while the site is asked.
 */
@Repository
public class SiteTerms {

    private static final String KNOWN = """
            SELECT term_id FROM site_term
            WHERE site_id = :site AND taxonomy = :taxonomy AND parent_id = :parent AND name = :name AND term_id IS NOT NULL
            """;

    private static final String CLAIM = """
            INSERT INTO site_term AS t (site_id, taxonomy, parent_id, name, making_until)
            VALUES (:site, :taxonomy, :parent, :name, clock_timestamp() + :lease * interval '1 millisecond')
            ON CONFLICT (site_id, taxonomy, parent_id, name) DO UPDATE SET making_until = excluded.making_until
              WHERE t.term_id IS NULL AND t.making_until <= clock_timestamp()
            RETURNING making_until
            """;

    private static final String MADE = """
            UPDATE site_term SET term_id = :id, making_until = NULL, noted_at = clock_timestamp()
            WHERE site_id = :site AND taxonomy = :taxonomy AND parent_id = :parent AND name = :name AND term_id IS NULL
            """;

    private static final String GIVE_UP = """
            DELETE FROM site_term
            WHERE site_id = :site AND taxonomy = :taxonomy AND parent_id = :parent AND name = :name AND term_id IS NULL AND making_until = :until
            """;

    private static final String FORGET =
            "DELETE FROM site_term WHERE site_id = :site AND (term_id IN (:ids) OR parent_id IN (:ids))";

    private static final String FORGET_ALL = "DELETE FROM site_term WHERE site_id = :site AND term_id IS NOT NULL";

    private final JdbcClient jdbc;

    SiteTerms(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A term, by the name that a story gives it; equal where WordPress takes two names for one.
     *
     * @param taxonomy as the site's REST API calls its collection
     * @param parent the site's id of the term above it, 0 for none: of two parents, equal names are two terms
     */
    public record Term(SiteId site, String taxonomy, long parent, String name) {

        String folded() {
            return Normalizer.normalize(name, Normalizer.Form.NFC).strip().toLowerCase(Locale.ROOT);
        }
    }

    /** The right to make a term at the site until then, by the database's clock. */
    public record Making(Term term, OffsetDateTime until) {}

    /** The id on record. */
    public Optional<Long> find(Term term) {
        return of(KNOWN, term).query(Long.class).optional();
    }

    /** The right to make it; empty where its id is on record, or another publisher is making it. */
    public Optional<Making> claim(Term term, Duration lease) {
        return of(CLAIM, term)
                .param("lease", lease.toMillis())
                .query(OffsetDateTime.class)
                .optional()
                .map(until -> new Making(term, until.withOffsetSameInstant(ZoneOffset.UTC)));
    }

    /** Puts the id down unless one is on record, and hands back the one that stands. */
    public long made(Term term, long id) {
        of(MADE, term).param("id", id).update();
        return find(term).orElse(id);
    }

    /** Nothing was sent, or it was refused: another may try at once. */
    public void giveUp(Making making) {
        of(GIVE_UP, making.term()).param("until", making.until()).update();
    }

    /** The site was seen to drop some of these: each is looked for or made anew. */
    public void forget(SiteId site, Collection<Long> ids) {
        if (!ids.isEmpty()) {
            jdbc.sql(FORGET).param("site", site.value()).param("ids", ids).update();
        }
    }

    /** The same of all that are on record; a claim stays with its holder. */
    public void forgetAll(SiteId site) {
        jdbc.sql(FORGET_ALL).param("site", site.value()).update();
    }

    private JdbcClient.StatementSpec of(String sql, Term term) {
        return jdbc.sql(sql)
                .param("site", term.site().value())
                .param("taxonomy", term.taxonomy())
                .param("parent", term.parent())
                .param("name", term.folded());
    }
}
