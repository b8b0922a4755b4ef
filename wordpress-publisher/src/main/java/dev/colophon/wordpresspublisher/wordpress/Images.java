package dev.colophon.wordpresspublisher.wordpress;

import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Fetches the images that clients name. An address is as untrusted as a site's, and is held to the same rules, at each redirect
 * anew; the file goes through a small buffer to the disk, up to the largest size. Nobody is told who asks.
 */
@Component
class Images implements AutoCloseable {

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    /** Those in 4xx that are not about the file. */
    private static final Set<Integer> LATER = Set.of(408, 421, 425, 429);

    private final HandedInImages handedIn;
    private final MediaProperties properties;
    private final Duration uploadTakes;
    private final Destinations destinations;
    private final BoundedHttp http;

    Images(HandedInImages handedIn, MediaProperties properties, WordPressProperties sites) {
        this.handedIn = handedIn;
        this.properties = properties;
        this.uploadTakes = sites.requestTimeout().multipliedBy(2);
        this.destinations = new Destinations(properties.plainHttpHosts(), SystemDefaultDnsResolver.INSTANCE);
        this.http = new BoundedHttp(sites, destinations);
    }

    /** The image at that address. Permanent where it is none; Retryable where there is no telling yet. */
    ImageFile fetch(String address, Deadline deadline) throws WordPressFailed {
        if (HandedInImages.areNamedBy(address)) {
            return handedIn.fetch(address);
        }
        URI uri = uri(address);
        for (int redirects = 0; redirects <= properties.mostRedirects(); redirects++) {
            requireAllowed(uri);
            var request = new HttpUriRequestBase("GET", uri);
            request.setHeader("Accept", "image/*");
            try {
                return http.send(request, deadline, this::store);
            } catch (NoAnswer silence) {
                uri = elsewhere(uri, silence);
            }
        }
        throw never("MEDIA_NOT_THERE", "The image's address leads to too many others.");
    }

    /** Longer than a look for an earlier upload and the upload: after that nobody is at it any more. */
    Duration uploadTakes() {
        return uploadTakes;
    }

    /** Where else to look; throws where that is not what was answered. */
    private URI elsewhere(URI from, NoAnswer silence) throws WordPressFailed {
        if (!(silence.getCause() instanceof Declined declined)) {
            throw failed(silence);
        }
        int status = declined.status;
        String location = declined.location;
        if (REDIRECTS.contains(status) && location != null) {
            try {
                return from.resolve(location);
            } catch (IllegalArgumentException unusable) {
                throw never("MEDIA_ADDRESS_REFUSED", "The image's address leads to one that cannot be used.");
            }
        }
        if (status >= 400 && status < 500 && !LATER.contains(status)) {
            throw never("MEDIA_NOT_THERE", "The image's server answered " + status + ".");
        }
        throw later("The image's server answered " + status + ".");
    }

    private WordPressFailed failed(NoAnswer silence) {
        if (silence.getCause() instanceof ImageFiles.NoImage) {
            return never("MEDIA_NOT_AN_IMAGE", "The file is neither JPEG nor PNG, GIF or WebP.");
        }
        return switch (silence.code()) {
            case "WP_ADDRESS_REFUSED" ->
                never("MEDIA_ADDRESS_REFUSED", "The image's host name stands for an address that is not for everyone.");
            case "WP_ANSWER_TOO_LARGE" ->
                never(
                        "MEDIA_TOO_LARGE",
                        "The image is larger than " + properties.largest().toMegabytes() + " MB.");
            case "WP_TLS_REFUSED" -> later("The image's server could not prove who it is, or speaks no TLS of today.");
            case "VISIT_OVERRUN" -> later("The visit's time was up before the image was fetched.");
            default -> later("The image's server did not answer in time, or broke off.");
        };
    }

    private ImageFile store(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        if (response.getCode() != 200 || entity == null) {
            Header location = response.getFirstHeader("Location");
            throw new Declined(response.getCode(), location == null ? null : location.getValue());
        }
        try (InputStream in = entity.getContent()) {
            return ImageFiles.of(in, properties.largest().toBytes());
        }
    }

    private static URI uri(String address) throws WordPressFailed {
        try {
            return URI.create(address);
        } catch (IllegalArgumentException unusable) {
            throw never("MEDIA_ADDRESS_REFUSED", "The image's address cannot be used.");
        }
    }

    private void requireAllowed(URI uri) throws WordPressFailed {
        if (destinations.objectionTo(uri).isPresent()) {
            throw never("MEDIA_ADDRESS_REFUSED", "The image's address is not one of https at port 443 or 8443.");
        }
    }

    private static WordPressFailed never(String code, String detail) {
        return new WordPressFailed(new WordPressFailure.Permanent(new Problem(code, detail, null)));
    }

    private static WordPressFailed later(String detail) {
        return new WordPressFailed(
                new WordPressFailure.Retryable(new Problem("MEDIA_UNREACHABLE", detail, null), null));
    }

    @Override
    public void close() throws IOException {
        http.close();
    }

    /** Something else came than a file. Thrown, so that its body is not read. */
    private static final class Declined extends IOException {

        private static final long serialVersionUID = 1;

        private final int status;
        private final @Nullable String location;

        Declined(int status, @Nullable String location) {
            super("status " + status);
            this.status = status;
            this.location = location;
        }
    }
}
