package dev.colophon.publishapi.request;

import dev.colophon.publishapi.client.HtmlPolicy;
import dev.colophon.publishapi.problem.Findings;
import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import dev.colophon.publishapi.story.Image;
import dev.colophon.publishapi.upload.HandedIn;
import dev.colophon.publishapi.upload.ImageType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.UploadContext;
import org.jspecify.annotations.Nullable;

/** The body of an upload: a file, and what is said of it. The bytes are here whole, so that all bounds of bodies hold for them too. */
record UploadBody(Map<String, byte[]> parts) {

    /** Most bytes of a body: the file, the texts, and what stands between them. */
    static final int MAX_BYTES = HandedIn.MAX_BYTES + 64 * 1024;

    private static final Set<String> KNOWN = Set.of("file", "alt", "caption");

    static UploadBody of(byte[] body, String contentType) {
        var parts = new HashMap<String, byte[]>();
        try {
            var items = new FileUpload().getItemIterator(new Body(body, contentType));
            while (items.hasNext()) {
                var item = items.next();
                try (var content = item.openStream()) {
                    if (!KNOWN.contains(String.valueOf(item.getFieldName()))
                            || parts.put(item.getFieldName(), content.readAllBytes()) != null) {
                        throw malformed("A part is none of file, alt and caption, or came twice.");
                    }
                }
            }
        } catch (IOException broken) {
            throw malformed("The body is no complete multipart/form-data.");
        }
        return new UploadBody(parts);
    }

    /**
     * The image, or what is wrong with it.
     *
     * @param policy what of the client's HTML is let through
     */
    HandedIn check(HtmlPolicy policy) {
        var findings = new Findings();
        var file = parts.getOrDefault("file", new byte[0]);
        var type = ImageType.of(file);
        if (file.length > HandedIn.MAX_BYTES) {
            findings.add("/file", "TOO_LONG", "The file has more than 16 MB.", "Send a smaller one.");
        } else if (type.isEmpty()) {
            findings.add(
                    "/file", "NOT_AN_IMAGE", "The file is neither JPEG nor PNG, GIF or WebP.", "Send such a file.");
        }
        var alt = text("alt", findings);
        var caption = text("caption", findings);
        var words = caption == null ? null : CleanHtml.allowed(caption, policy, "/caption", findings);
        ImageRequest.text(alt, Image.MAX_ALT, "/alt", findings);
        ImageRequest.text(words, Image.MAX_CAPTION, "/caption", findings);
        findings.refuseIfAny();
        return new HandedIn(file, type.orElseThrow(), alt, words);
    }

    private @Nullable String text(String name, Findings findings) {
        var part = parts.get(name);
        if (part == null || part.length == 0) {
            return null;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(part))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            findings.add("/" + name, "FORBIDDEN_CHARACTER", "The text is not UTF-8.", "Send it in UTF-8.");
            return null;
        }
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(ProblemCode.MALFORMED_BODY, detail);
    }

    // A byte array in a record is compared by identity; these are never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Body(byte[] bytes, String contentType) implements UploadContext {

        @Override
        public String getCharacterEncoding() {
            return StandardCharsets.UTF_8.name();
        }

        @Override
        public String getContentType() {
            return contentType;
        }

        @Override
        public long contentLength() {
            return bytes.length;
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(bytes);
        }
    }
}
