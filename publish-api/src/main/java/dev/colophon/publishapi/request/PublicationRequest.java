package dev.colophon.publishapi.request;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /v1/publications}, as it came. */
public record PublicationRequest(
        @Nullable String storyKey,
        @Nullable String site,
        @Nullable String placement,
        @Nullable String publishAt,
        @Nullable ContentRequest content,
        @Nullable Map<String, @Nullable ContentRequest> variants) {}
