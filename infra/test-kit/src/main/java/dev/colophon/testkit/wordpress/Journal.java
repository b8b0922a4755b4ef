package dev.colophon.testkit.wordpress;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps a site over restarts: a file of JSON lines, one for each write, of which the last of each row counts. A line that was
 * cut short by a crash is the last one and was never answered. Without a file nothing is kept.
 */
final class Journal {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final @Nullable Path file;
    private final TreeMap<Long, Post> posts = new TreeMap<>();
    private final TreeMap<Long, Term> terms = new TreeMap<>();
    private final TreeMap<Long, StoredMedia> media = new TreeMap<>();
    private long lastPostId;

    /** A line holds one of them. */
    private record Line(
            @Nullable Post post,
            @Nullable Term term,
            @Nullable Long deleted,
            @Nullable StoredMedia media) {}

    Journal(@Nullable Path file) {
        this.file = file;
        if (file != null && Files.exists(file)) {
            lines(file).forEach(this::replay);
            rewrite(file);
        }
    }

    Collection<Post> posts() {
        return posts.values();
    }

    Collection<Term> terms() {
        return terms.values();
    }

    Collection<StoredMedia> media() {
        return media.values();
    }

    /** The highest id ever given away, deleted posts included. */
    long lastPostId() {
        return lastPostId;
    }

    void written(Post post) {
        append(new Line(post, null, null, null));
    }

    void written(Term term) {
        append(new Line(null, term, null, null));
    }

    void deleted(long post) {
        append(new Line(null, null, post, null));
    }

    void written(StoredMedia upload) {
        append(new Line(null, null, null, upload));
    }

    private void replay(Line line) {
        if (line.post() != null) {
            posts.put(line.post().id(), line.post());
            lastPostId = Math.max(lastPostId, line.post().id());
        }
        if (line.term() != null) {
            terms.put(line.term().id(), line.term());
        }
        if (line.deleted() != null) {
            posts.remove(line.deleted());
            media.remove(line.deleted());
            lastPostId = Math.max(lastPostId, line.deleted());
        }
        if (line.media() != null) {
            media.put(line.media().id(), line.media());
            lastPostId = Math.max(lastPostId, line.media().id());
        }
    }

    private synchronized void append(Line line) {
        if (file == null) {
            return;
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file,
                    JSON.writeValueAsString(line) + "\n",
                    UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the simulated site in " + file, e);
        }
    }

    /** One line for each row that is still there, and the last id. */
    private void rewrite(Path kept) {
        var text = new StringBuilder();
        posts.values()
                .forEach(post -> text.append(JSON.writeValueAsString(new Line(post, null, null, null)))
                        .append('\n'));
        terms.values()
                .forEach(term -> text.append(JSON.writeValueAsString(new Line(null, term, null, null)))
                        .append('\n'));
        media.values()
                .forEach(upload -> text.append(JSON.writeValueAsString(new Line(null, null, null, upload)))
                        .append('\n'));
        if (lastPostId > 0 && !posts.containsKey(lastPostId) && !media.containsKey(lastPostId)) {
            text.append(JSON.writeValueAsString(new Line(null, null, lastPostId, null)))
                    .append('\n');
        }
        try {
            Path draft = kept.resolveSibling(kept.getFileName() + ".draft");
            Files.writeString(draft, text, UTF_8);
            Files.move(draft, kept, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the simulated site in " + kept, e);
        }
    }

    private static List<Line> lines(Path file) {
        try {
            List<String> lines = Files.readAllLines(file, UTF_8);
            if (!lines.isEmpty() && !isComplete(lines.getLast())) {
                lines = lines.subList(0, lines.size() - 1);
            }
            return lines.stream().map(line -> JSON.readValue(line, Line.class)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the simulated site from " + file, e);
        }
    }

    private static boolean isComplete(String line) {
        try {
            JSON.readTree(line);
            return true;
        } catch (JacksonException e) {
            return false;
        }
    }
}
