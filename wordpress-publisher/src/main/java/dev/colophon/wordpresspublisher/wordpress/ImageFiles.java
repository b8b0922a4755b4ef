package dev.colophon.wordpresspublisher.wordpress;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Puts the bytes of an image on the disk, through a small buffer and up to the largest size, whoever had them. */
final class ImageFiles {

    private ImageFiles() {}

    /** A file came, and its first bytes are those of none of the kinds that are uploaded. */
    static final class NoImage extends IOException {

        private static final long serialVersionUID = 1;

        NoImage() {
            super("no image");
        }
    }

    /** The image in a file without a name; reads the stream to its end and leaves it open. */
    static ImageFile of(InputStream in, long largest) throws IOException {
        FileChannel file = nameless();
        try {
            return copy(in, file, largest);
        } catch (IOException | RuntimeException broken) {
            file.close();
            throw broken;
        }
    }

    private static ImageFile copy(InputStream in, FileChannel file, long largest) throws IOException {
        MessageDigest sha256 = sha256();
        var hashed = new DigestInputStream(in, sha256);
        byte[] beginning = hashed.readNBytes(ImageType.TELLTALE);
        ImageType type = ImageType.of(beginning).orElseThrow(NoImage::new);
        OutputStream out = Channels.newOutputStream(file);
        out.write(beginning);
        byte[] buffer = new byte[16_384];
        for (int read = hashed.read(buffer); read >= 0; read = hashed.read(buffer)) {
            out.write(buffer, 0, read);
            if (file.position() > largest) {
                throw new NoAnswer.TooLarge(largest);
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
}
