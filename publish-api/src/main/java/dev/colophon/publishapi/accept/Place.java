package dev.colophon.publishapi.accept;

import dev.colophon.publishapi.client.ClientId;
import dev.colophon.publishapi.site.Placement;
import dev.colophon.publishapi.site.SiteId;
import dev.colophon.publishapi.story.StoryId;

/** What makes a publication the one it is: which story, on which site, where. */
record Place(StoryId story, ClientId client, SiteId site, Placement placement) {}
