package dev.colophon.publishapi.story;

/**
 * A story of a client.
 *
 * @param begun whether the transaction that asks has just added it: nobody else can see it yet, so that it has neither variant nor
 *     publication, and none needs to be looked for
 */
public record Story(StoryId id, boolean begun) {}
