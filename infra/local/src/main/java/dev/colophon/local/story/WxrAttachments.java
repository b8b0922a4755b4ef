package dev.colophon.local.story;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files that an export's site had in its library: by their ids, and by the addresses that posts name them with. */
final class WxrAttachments {

    private static final String ALT = "_wp_attachment_image_alt";
    private static final Set<String> IMAGES = Set.of("jpg", "jpeg", "jpe", "png", "gif", "webp");
    /** As the API takes them. */
    private static final int ALT_MAX = 1000;

    private static final int CAPTION_MAX = 5000;

    private final Map<String, Image> byId = new HashMap<>();
    private final Map<String, Image> byUrl = new HashMap<>();

    void take(WxrItem item) {
        var url = item.text("attachment_url").strip();
        if (item.text("post_type").equals("attachment") && !url.isEmpty()) {
            var image = new Image(
                    url,
                    fitting(item.metas().getOrDefault(ALT, ""), ALT_MAX),
                    fitting(item.text("excerpt"), CAPTION_MAX));
            byId.put(item.text("post_id"), image);
            byUrl.put(url, image);
        }
    }

    int count() {
        return byUrl.size();
    }

    /** Empty where the export does not hold it. */
    Optional<Image> withId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The file that an address shows, in whatever size: WordPress puts a size before the ending, others into the query. */
    Optional<Image> shownAt(String address) {
        var file = address.replaceFirst("[?#].*", "");
        return Optional.ofNullable(byUrl.get(file))
                .or(() -> Optional.ofNullable(byUrl.get(file.replaceFirst("-\\d+x\\d+(?=\\.\\w+$)", ""))));
    }

    /** Whether it is a kind of image that can be brought, going by the ending of its name. */
    static boolean isImage(Image file) {
        var name = file.url().replaceFirst("[?#].*", "");
        return IMAGES.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    private static @Nullable String fitting(String text, int most) {
        return text.isBlank() || text.length() > most ? null : text.strip();
    }
}
