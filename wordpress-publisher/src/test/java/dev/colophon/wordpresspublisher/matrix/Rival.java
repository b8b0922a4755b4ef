package dev.colophon.wordpresspublisher.matrix;

import dev.colophon.testkit.wordpress.WordPressUnderTest;
import dev.colophon.wordpresspublisher.Newsroom;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.Slot;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.json.JsonMapper;

/**
 * A worker whom no fencing token stops: makes a draft of its own and puts it on record just before the other would. With the
 * fence in place nobody gets so far; the compare-and-set must hold without it.
 */
final class Rival {

    private final Newsroom newsroom;
    private final WordPressUnderTest wordpress;
    private final UUID publication;
    private final AtomicBoolean due = new AtomicBoolean(true);

    Rival(Newsroom newsroom, WordPressUnderTest wordpress, UUID publication) {
        this.newsroom = newsroom;
        this.wordpress = wordpress;
        this.publication = publication;
    }

    void checkpointOnce() {
        if (due.compareAndSet(true, false)) {
            newsroom.sql().sql("""
                            UPDATE wordpress_publisher.ledger SET remote_id = :id, remote_state = 'RESERVED'
                            WHERE publication_id = :p AND remote_id IS NULL
                            """).param("id", draft()).param("p", publication).update();
        }
    }

    private long draft() {
        var slot = new Slot(new PublicationId(publication), 1);
        var body = JsonMapper.shared().createObjectNode();
        body.put("title", "Rival").put("content", slot.marked("")).put("slug", slot.technicalSlug());
        return Editor.at(wordpress).post("/wp/v2/posts", body).path("id").longValue();
    }
}
