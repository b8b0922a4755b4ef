package dev.colophon.wordpresspublisher.wordpress;

import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
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

    private final MediaProperties properties;
    private final Duration uploadTakes;
    private final Destinations destinations;
    private final BoundedHttp http;

    Images(MediaProperties properties, WordPressProperties sites) {
        this.properties = properties;
        this.uploadTakes = sites.requestTimeout().multipliedBy(2);
        this.destinations = new Destinations(properties.plainHttpHosts(), SystemDefaultDnsResolver.INSTANCE);
        this.http = new BoundedHttp(sites, destinations);
    }

    /** The image at that address. Permanent where it is none; Retryable where there is no telling yet. */
    ImageFile fetch(String address, Deadline deadline) throws WordPressFailed {
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
        if (silence.getCause() instanceof NoImage) {
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
        FileChannel file = nameless();
        try (InputStream in = entity.getContent()) {
            return copy(in, file);
        } catch (IOException | RuntimeException broken) {
            file.close();
            throw broken;
        }
    }

    private ImageFile copy(InputStream in, FileChannel file) throws IOException {
        MessageDigest sha256 = sha256();
        var hashed = new DigestInputStream(in, sha256);
        byte[] beginning = hashed.readNBytes(ImageType.TELLTALE);
        ImageType type = ImageType.of(beginning).orElseThrow(NoImage::new);
        OutputStream out = Channels.newOutputStream(file);
        out.write(beginning);
        byte[] buffer = new byte[16_384];
        for (int read = hashed.read(buffer); read >= 0; read = hashed.read(buffer)) {
            out.write(buffer, 0, read);
            if (file.position() > properties.largest().toBytes()) {
                throw new NoAnswer.TooLarge(properties.largest().toBytes());
            }
        }
        return new ImageFile(file, HexFormat.of().formatHex(sha256.digest()), type, file.position());
    }

    /** Opened and unlinked in one: a process that is killed leaves nothing on the disk. */
    private static FileChannel nameless() throws IOException {
        Path path = Files.createTempFile("colophon-image-", "");
        return FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
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

    /** A file came, and its first bytes are those of none of the kinds that are uploaded. */
    private static final class NoImage extends IOException {

        private static final long serialVersionUID = 1;

        NoImage() {
            super("no image");
        }
    }
}
