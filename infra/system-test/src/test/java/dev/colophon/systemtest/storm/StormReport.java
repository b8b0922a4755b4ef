package dev.colophon.systemtest.storm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a storm was and what came of it. */
record StormReport(
        long seed,
        Duration time,
        Duration healing,
        int stories,
        int jobs,
        int unanswered,
        int tooEarly,
        int blows,
        Map<Blow, Integer> struck,
        int looks,
        long strays,
        List<String> violations,
        List<String> timeline) {

    /** Kinds of blow against a process that were dealt out, and were never seen to strike. */
    List<Blow> unproven() {
        return struck.entrySet().stream()
                .filter(dealt -> dealt.getValue() == 0 && dealt.getKey().lane() == Blow.Lane.PROCESSES)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Kinds of blow that are known to have struck; one against the network strikes only where something is being said. */
    long proven() {
        return struck.values().stream().filter(times -> times > 0).count();
    }

    String summary() {
        return "storm of seed %d: %d s of faults, %d stories, %d jobs (%d requests asked again, %d asked too early), %d blows, of %d kinds proven, %d faults proven, %d looks at the site; at rest %d s later; %d drafts left for the sweep; %d violations"
                .formatted(
                        seed,
                        time.toSeconds(),
                        stories,
                        jobs,
                        unanswered,
                        tooEarly,
                        blows,
                        proven(),
                        struck.values().stream().mapToInt(Integer::intValue).sum(),
                        looks,
                        healing.toSeconds(),
                        strays,
                        violations.size());
    }

    /** Writes itself for a person. The seed repeats the plan of faults, not how the processes interleave. */
    void write(Path file) throws IOException {
        var text = new StringBuilder("# Storm\n\n").append(summary()).append("\n\n");
        text.append(
                        "The seed repeats the plan: the faults, their order and pauses, and what is asked of each story. It does not")
                .append(
                        " repeat how processes and threads interleave.\n\n## Faults\n\n| fault | proven |\n|---|---|\n");
        struck.forEach((blow, times) -> text.append("| %s | %d |%n".formatted(blow, times)));
        text.append("\n## Violations\n\n");
        violations.forEach(violation -> text.append("- ").append(violation).append('\n'));
        text.append(violations.isEmpty() ? "none\n" : "").append("\n## Timeline\n\n```\n");
        timeline.forEach(line -> text.append(line).append('\n'));
        text.append("```\n");
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
    }
}
