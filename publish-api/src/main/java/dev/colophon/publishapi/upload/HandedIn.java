package dev.colophon.publishapi.upload;

import dev.colophon.publishapi.hash.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * An image as it was handed in, checked.
 *
 * @param file its bytes, which nobody changes any more
 * @param alt and {@code caption}: null for nothing
 */
// A byte array in a record is compared by identity; these are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record HandedIn(
        byte[] file,
        ImageType type,
        @Nullable String alt,
        @Nullable String caption) {

    /** Most bytes of a file: as many as the publisher brings to a site. */
    public static final int MAX_BYTES = 16 * 1024 * 1024;

    public HandedIn {
        if (file.length > MAX_BYTES) {
            throw new IllegalArgumentException("larger than an image may be");
        }
    }

    /** The hash of what was said, whatever the lines between the parts were. */
    public Sha256 said() {
        return Sha256.parts().add(Sha256.of(file)).add(alt).add(caption).hash();
    }

    @Override
    public String toString() {
        return "HandedIn[%s of %d bytes]".formatted(type, file.length);
    }
}
