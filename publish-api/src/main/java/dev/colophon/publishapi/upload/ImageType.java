package dev.colophon.publishapi.upload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of image that the publisher brings to a site. What a file is, its first bytes tell, not its name. */
public enum ImageType {
    JPEG,
    PNG,
    GIF,
    WEBP;

    private static final int TELLTALE = 12;

    /** Empty where it is none of them. */
    public static Optional<ImageType> of(byte[] file) {
        if (file.length < TELLTALE) {
            return Optional.empty();
        }
        var head = new String(file, 0, TELLTALE, ISO_8859_1);
        return Arrays.stream(values()).filter(type -> type.begins(head)).findFirst();
    }

    String mediaType() {
        return "image/" + name().toLowerCase(Locale.ROOT);
    }

    private boolean begins(String head) {
        return switch (this) {
            case JPEG -> head.startsWith("\u00ff\u00d8\u00ff");
            case PNG -> head.startsWith("\u0089PNG\r\n\u001a\n");
            case GIF -> head.startsWith("GIF87a") || head.startsWith("GIF89a");
            case WEBP -> head.startsWith("RIFF") && head.startsWith("WEBP", 8);
        };
    }
}
