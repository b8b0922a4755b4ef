package dev.colophon.local.image;

import dev.colophon.local.story.Image;
import dev.colophon.local.story.PostImages;
import dev.colophon.local.story.ReadStories;
import dev.colophon.local.story.Story;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Gives stories those of their images that can be had, under the addresses at which they are. What cannot be had is told, and its
 * story is published without it: its html stays as it was.
 */
public final class CarryImages {

    private static final int ASKED_AT_ONCE = 8;
    private static final int REMARKS_MAX = 100;

    private final Whereabouts whereabouts;

    public CarryImages(Whereabouts whereabouts) {
        this.whereabouts = whereabouts;
    }

    /** @param address null where there is none, or the image cannot be had */
    private record Answer(@Nullable URI address, String objection) {}

    public ReadStories of(ReadStories read) throws InterruptedException {
        var answers = answers(read.stories());
        var remarks = new ArrayList<>(read.remarks());
        remarks.addAll(objections(answers));
        return new ReadStories(
                read.stories().stream().map(story -> carrying(story, answers)).toList(), remarks);
    }

    /** The same stories with their html alone. */
    public static ReadStories leftOut(ReadStories read) {
        var remarks = new ArrayList<>(read.remarks());
        var images = read.stories().stream()
                .flatMap(story -> story.content().images().all())
                .count();
        if (images > 0) {
            remarks.add("not carried over, as asked: %d images".formatted(images));
        }
        return new ReadStories(
                read.stories().stream()
                        .map(story ->
                                story.with(story.content().with(story.content().html(), PostImages.NONE)))
                        .toList(),
                remarks);
    }

    private Map<String, Answer> answers(List<Story> stories) throws InterruptedException {
        Map<String, Future<Answer>> asked = new LinkedHashMap<>();
        try (var probe = new ImageProbe(whereabouts);
                var asking = Executors.newFixedThreadPool(
                        ASKED_AT_ONCE, Thread.ofVirtual().factory())) {
            stories.stream()
                    .flatMap(story -> story.content().images().all())
                    .map(Image::url)
                    .forEach(url -> asked.computeIfAbsent(url, _ -> asking.submit(question(probe, url))));
            Map<String, Answer> answers = new LinkedHashMap<>();
            for (var one : asked.entrySet()) {
                answers.put(one.getKey(), one.getValue().get());
            }
            return answers;
        } catch (ExecutionException defect) {
            throw new IllegalStateException("asking for an image", defect.getCause());
        }
    }

    private Callable<Answer> question(ImageProbe probe, String url) {
        return () -> {
            var address = whereabouts.of(url);
            if (address.isEmpty()) {
                return new Answer(null, "its address is none of the web");
            }
            Optional<String> objection = probe.objection(address.get());
            return new Answer(objection.isEmpty() ? address.get() : null, objection.orElse(""));
        };
    }

    private static List<String> objections(Map<String, Answer> answers) {
        var all = answers.entrySet().stream()
                .filter(answer -> answer.getValue().address() == null)
                .map(answer -> "not carried over: the image %s: %s"
                        .formatted(answer.getKey(), answer.getValue().objection()))
                .toList();
        if (all.size() <= REMARKS_MAX) {
            return all;
        }
        var first = new ArrayList<>(all.subList(0, REMARKS_MAX));
        first.add("not carried over: %d more images that cannot be had".formatted(all.size() - REMARKS_MAX));
        return first;
    }

    private static Story carrying(Story story, Map<String, Answer> answers) {
        var content = story.content();
        Map<String, String> names = new HashMap<>();
        for (var image : content.images().inline()) {
            address(image, answers).ifPresent(address -> names.put(image.url(), address));
        }
        var html = new RenamedAddresses(content.html(), names);
        var inline = content.images().inline().stream()
                .filter(image -> html.found().contains(image.url()))
                .map(image -> image.at(names.getOrDefault(image.url(), image.url())))
                .toList();
        var featured = content.images().featured();
        return story.with(content.with(
                html.html(),
                new PostImages(
                        featured == null
                                ? null
                                : address(featured, answers).map(featured::at).orElse(null),
                        distinct(inline))));
    }

    /** Two addresses of the export may lead to one place. */
    private static List<Image> distinct(List<Image> images) {
        Map<String, Image> byAddress = new LinkedHashMap<>();
        images.forEach(image -> byAddress.putIfAbsent(image.url(), image));
        return List.copyOf(byAddress.values());
    }

    private static Optional<String> address(Image image, Map<String, Answer> answers) {
        var answer = answers.get(image.url());
        return answer == null || answer.address() == null
                ? Optional.empty()
                : Optional.of(answer.address().toString());
    }
}
