package dev.colophon.local.story;

import java.util.List;

/**
 * What a file holds.
 *
 * @param remarks what was left out or could not be carried over, a line each: nothing is dropped in silence
 */
public record ReadStories(List<Story> stories, List<String> remarks) {
    public ReadStories {
        stories = List.copyOf(stories);
        remarks = List.copyOf(remarks);
    }
}
