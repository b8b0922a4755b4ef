package dev.colophon.wordpresspublisher.wordpress;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;

/**
 * An image that was fetched, in a file without a name: it goes with this object or with the process, whichever ends first.
 *
 * @param sha256 of its bytes, in hexadecimal
 */
public record ImageFile(FileChannel file, String sha256, ImageType type, long size) implements AutoCloseable {

    /** What it is found again by: the same file has the same slug at every site. */
    String slug() {
        return "colophon-media-" + sha256.substring(0, 40);
    }

    String name() {
        return slug() + "." + type.extension();
    }

    /** From its first byte on; to be read by one reader at a time. */
    InputStream bytes() throws IOException {
        return Channels.newInputStream(file.position(0));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
