package dev.colophon.publishapi.accept;

import dev.colophon.publishapi.site.SiteKey;
import dev.colophon.publishapi.story.StoryKey;

/**
 * The publication that a job is for, locked, and where it is.
 *
 * @param platform of the site
 */
record Target(Publication publication, Place place, StoryKey storyKey, SiteKey site, String platform) {}
