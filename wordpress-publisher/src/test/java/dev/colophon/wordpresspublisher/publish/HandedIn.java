package dev.colophon.wordpresspublisher.publish;

import dev.colophon.testkit.wordpress.Pictures;
import dev.colophon.wordpresspublisher.Newsroom;
import java.util.Arrays;
import java.util.UUID;

/** Images that a client has handed in to publish-api. */
final class HandedIn {

    private static final String ADD = """
            WITH owner AS (
              INSERT INTO publish_api.client (id, name, role, created_at)
              VALUES (gen_random_uuid(), 'client-' || :id, 'client', now()) RETURNING id),
            added AS (
              INSERT INTO publish_api.upload (id, client_id, media_type, created_at, keep_until)
              SELECT :id, id, 'image/png', now(), now() + interval '1 day' FROM owner)
            INSERT INTO publish_api.upload_file (upload_id, sha256, bytes) VALUES (:id, encode(sha256(:bytes), 'hex'), :bytes)
            """;

    private HandedIn() {}

    /** One so large that it is read in several parts. @return what a story names it by */
    static String picture(Newsroom newsroom, long seed) {
        return of(newsroom, seed, 190_000);
    }

    /** The same of that size. */
    static String of(Newsroom newsroom, long seed, int size) {
        byte[] picture = Pictures.png(seed);
        byte[] file = Arrays.copyOf(picture, size);
        file[file.length - 1] = 1;
        UUID id = UUID.randomUUID();
        newsroom.sql().sql(ADD).param("id", id).param("bytes", file).update();
        return "https://uploads.colophon.invalid/" + id;
    }
}
