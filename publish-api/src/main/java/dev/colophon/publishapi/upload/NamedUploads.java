package dev.colophon.publishapi.upload;

import dev.colophon.publishapi.client.ClientId;
import dev.colophon.publishapi.problem.Findings;
import dev.colophon.publishapi.story.Content;
import dev.colophon.publishapi.story.Image;
import java.time.Instant;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The uploads that a story names: each is kept for as long as its publication can take, and says of itself what the story does not say.
 * Within the transaction that accepts the story: what is accepted can be published.
 */
@Component
public class NamedUploads {

    private final Uploads uploads;
    private final UploadProperties properties;

    NamedUploads(Uploads uploads, UploadProperties properties) {
        this.uploads = uploads;
        this.properties = properties;
    }

    /**
     * The content with what its uploads say of themselves. Notes each that is not there, another client's among them.
     *
     * @param due when it will be published at the earliest
     */
    public Content resolved(
            Content content, String pointer, ClientId client, Instant due, Instant now, Findings findings) {
        if (!namesAny(content)) {
            return content;
        }
        var featured = content.featuredImage() == null
                ? null
                : resolved(content.featuredImage(), pointer + "/featuredImage/url", client, due, now, findings);
        var media = new ArrayList<Image>();
        for (var index = 0; index < content.media().size(); index++) {
            media.add(resolved(
                    content.media().get(index), pointer + "/media/" + index + "/url", client, due, now, findings));
        }
        return content.with(featured, media);
    }

    private static boolean namesAny(Content content) {
        return isUpload(content.featuredImage()) || content.media().stream().anyMatch(NamedUploads::isUpload);
    }

    private static boolean isUpload(@Nullable Image image) {
        return image != null && Upload.isNamedBy(image.url());
    }

    private Image resolved(Image image, String pointer, ClientId client, Instant due, Instant now, Findings findings) {
        if (!isUpload(image)) {
            return image;
        }
        var upload =
                Upload.idIn(image.url()).flatMap(id -> uploads.keep(id, client, due.plus(properties.named()), now));
        if (upload.isEmpty()) {
            findings.add(
                    pointer,
                    "UNKNOWN_UPLOAD",
                    "No such image is kept for this client.",
                    "POST it to /v1/media again, under another key, and send the url of that answer.");
            return image;
        }
        return new Image(
                image.url(),
                image.alt() == null ? upload.get().alt() : image.alt(),
                image.caption() == null ? upload.get().caption() : image.caption());
    }
}
