package dev.colophon.wordpresspublisher.publication;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a story says of itself to search engines. Null is left to the site and never sent; an empty text takes away what is there.
 *
 * @param canonical address under which the story shall be found
 * @param focusKeyword the words that it is about
 */
@JsonInclude(NON_NULL)
public record Seo(
        @Nullable String title,
        @Nullable String description,
        @Nullable String canonical,
        @Nullable String focusKeyword) {}
