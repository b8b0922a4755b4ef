package dev.colophon.wordpresspublisher.wordpress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of image that are uploaded. What a file is, its first bytes tell, not its name and not the server that has it. */
enum ImageType {
    JPEG("jpg"),
    PNG("png"),
    GIF("gif"),
    WEBP("webp");

    /** As many bytes tell. */
    static final int TELLTALE = 12;

    private final String extension;

    ImageType(String extension) {
        this.extension = extension;
    }

    String extension() {
        return extension;
    }

    String mediaType() {
        return "image/" + name().toLowerCase(Locale.ROOT);
    }

    static Optional<ImageType> of(byte[] beginning) {
        String head = new String(beginning, ISO_8859_1);
        return Arrays.stream(values()).filter(type -> type.begins(head)).findFirst();
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
