package dev.colophon.publishapi.upload;

import dev.colophon.publishapi.client.ClientId;
import dev.colophon.publishapi.hash.Sha256;
import dev.colophon.publishapi.idempotency.Answer;
import dev.colophon.publishapi.idempotency.IdempotencyKeys;
import dev.colophon.publishapi.idempotency.KeyedRequest;
import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Keeps an image that was handed in, once per idempotency key: image and answer commit together or not at all. */
@Service
public class KeepUpload {

    private static final int CREATED = 201;

    private final Uploads uploads;
    private final IdempotencyKeys keys;
    private final UploadProperties properties;
    private final Supplier<UUID> ids;
    private final InstantSource clock;
    private final JsonMapper json;

    KeepUpload(
            Uploads uploads,
            IdempotencyKeys keys,
            UploadProperties properties,
            Supplier<UUID> ids,
            InstantSource clock,
            JsonMapper json) {
        this.uploads = uploads;
        this.keys = keys;
        this.properties = properties;
        this.ids = ids;
        this.clock = clock;
        this.json = json;
    }

    /** The first answer to the request; 409 where the client has no room for more. */
    @Transactional
    public Answer keep(KeyedRequest request, HandedIn image) {
        var first = keys.firstAnswer(request);
        if (first.isPresent()) {
            return first.get();
        }
        requireRoom(request.client(), image.file().length);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var upload = upload(image, now);
        uploads.add(upload, request.client(), image.file());
        var answer =
                new Answer(CREATED, URI.create("/v1/media/" + upload.id()), json.writeValueAsString(upload.resource()));
        keys.remember(request, answer, now);
        return answer;
    }

    /** The client's own upload; 404 for any other. */
    @Transactional(readOnly = true)
    public Upload find(UUID id, ClientId client) {
        return uploads.find(id, client, clock.instant())
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND, "No image of this id is kept for this API key's client."));
    }

    private Upload upload(HandedIn image, Instant now) {
        return new Upload(
                ids.get(),
                Sha256.of(image.file()).toString(),
                image.type().mediaType(),
                image.file().length,
                image.alt(),
                image.caption(),
                now,
                now.plus(properties.unnamed()));
    }

    /** Two requests at once may both find room for the last file: the bound is for the database's sake, and holds that much. */
    private void requireRoom(ClientId client, int more) {
        if (uploads.kept(client) + more > properties.mostOfClient().toBytes()) {
            throw new ProblemException(
                    ProblemCode.TOO_MANY_UPLOADS,
                    "At most " + properties.mostOfClient().toMegabytes()
                            + " MB are kept for a client. Name addresses instead, or wait: each upload ends by itself.");
        }
    }
}
