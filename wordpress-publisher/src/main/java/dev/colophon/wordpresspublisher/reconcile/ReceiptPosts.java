package dev.colophon.wordpresspublisher.reconcile;

import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.Slot;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What our receipts have told, by the view that status-projector publishes for this service. */
@Component
class ReceiptPosts {

    private static final String OF = """
            SELECT publication_id, generation, remote_id, url, slug, content_hash, revision, last_kind, last_sequence,
              valid_sequence
            FROM status_projector.publication_posts_v1 WHERE publication_id IN (:publications)
            """;

    private final JdbcClient jdbc;

    ReceiptPosts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Per publication one row for each generation that was told of. */
    Map<PublicationId, List<ReceiptPost>> of(Collection<PublicationId> publications) {
        return publications.isEmpty()
                ? Map.of()
                : jdbc
                        .sql(OF)
                        .param(
                                "publications",
                                publications.stream().map(PublicationId::value).toList())
                        .query((row, _) -> {
                            Long post = row.getObject("remote_id", Long.class);
                            return new ReceiptPost(
                                    new Slot(
                                            new PublicationId(row.getObject("publication_id", UUID.class)),
                                            row.getInt("generation")),
                                    post == null ? null : new PostId(post),
                                    row.getString("url"),
                                    row.getString("slug"),
                                    row.getString("content_hash"),
                                    row.getLong("revision"),
                                    row.getString("last_kind"),
                                    row.getLong("last_sequence"),
                                    row.getLong("valid_sequence"));
                        })
                        .list()
                        .stream()
                        .collect(Collectors.groupingBy(ReceiptPost::publication));
    }
}
