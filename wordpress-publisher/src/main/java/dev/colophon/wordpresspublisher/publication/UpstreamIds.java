package dev.colophon.wordpresspublisher.publication;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * By what the systems before us know a story. Null is left to the site and never sent; an empty text takes away what is there.
 *
 * @param clusterId of the cluster of stories that it belongs to
 * @param sectorId of its sector
 */
@JsonInclude(NON_NULL)
public record UpstreamIds(
        @Nullable String clusterId, @Nullable String sectorId) {}
