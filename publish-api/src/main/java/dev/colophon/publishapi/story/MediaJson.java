package dev.colophon.publishapi.story;

import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The images of a variant's html as its row keeps them. */
final class MediaJson {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<List<Image>> IMAGES = new TypeReference<>() {};

    private MediaJson() {}

    static String write(List<Image> media) {
        return JSON.writeValueAsString(media);
    }

    static List<Image> read(String json) {
        return JSON.readValue(json, IMAGES);
    }
}
