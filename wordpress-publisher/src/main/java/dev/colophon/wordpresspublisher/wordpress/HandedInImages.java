package dev.colophon.wordpresspublisher.wordpress;

import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import dev.colophon.wordpresspublisher.site.UploadedFiles;
import dev.colophon.wordpresspublisher.site.UploadedFiles.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The images that a client handed in to publish-api with their bytes. A story names them by addresses under a host that can never be:
 * nobody is asked for them over the network.
 */
@Component
class HandedInImages {

    private static final String BEGINNING = "https://uploads.colophon.invalid/";

    private final UploadedFiles files;
    private final MediaProperties properties;

    HandedInImages(UploadedFiles files, MediaProperties properties) {
        this.files = files;
        this.properties = properties;
    }

    static boolean areNamedBy(String address) {
        return address.startsWith(BEGINNING);
    }

    /** The image of that address. Permanent where it is not kept, or not any more. */
    ImageFile fetch(String address) throws WordPressFailed {
        UploadedFile file = find(address).orElseThrow(HandedInImages::gone);
        try (InputStream in = files.bytes(file)) {
            ImageFile image = ImageFiles.of(in, properties.largest().toBytes());
            if (image.sha256().equals(file.sha256())) {
                return image;
            }
            image.close();
            throw gone();
        } catch (NoAnswer.TooLarge large) {
            throw never(
                    "MEDIA_TOO_LARGE",
                    "The image is larger than " + properties.largest().toMegabytes() + " MB.");
        } catch (ImageFiles.NoImage cut) {
            throw gone();
        } catch (IOException disk) {
            throw new UncheckedIOException(disk);
        }
    }

    private Optional<UploadedFile> find(String address) throws WordPressFailed {
        try {
            return files.find(UUID.fromString(address.substring(BEGINNING.length())));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static WordPressFailed gone() {
        return never("MEDIA_NOT_THERE", "The uploaded image is kept no more: its time was over before it was needed.");
    }

    private static WordPressFailed never(String code, String detail) {
        return new WordPressFailed(new WordPressFailure.Permanent(new Problem(code, detail, null)));
    }
}
