package dev.colophon.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    /** Drawn at random from 17,000, so many would hold some port twice, but for one time in 10^53. */
    @Test
    void no_port_is_given_twice() {
        assertThat(IntStream.range(0, 2_000).map(_ -> FreePorts.next()).boxed()).doesNotHaveDuplicates();
    }

    /** Of 1,000 each, drawn at random from 17,000, some 55 would be the same. */
    @Test
    void what_one_process_holds_another_does_not_draw() throws Exception {
        Set<Integer> ours =
                IntStream.range(0, 1_000).map(_ -> FreePorts.next()).boxed().collect(Collectors.toSet());
        var other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName())
                .redirectError(Redirect.INHERIT)
                .start();
        Set<Integer> theirs;
        try (var lines = other.inputReader()) {
            theirs = lines.lines().map(Integer::valueOf).collect(Collectors.toSet());
        }

        assertThat(other.waitFor()).isZero();
        assertThat(theirs).hasSize(1_000).doesNotContainAnyElementsOf(ours);
    }

    /** A process of its own. */
    static final class Other {

        private Other() {}

        public static void main(String[] arguments) {
            IntStream.range(0, 1_000).map(_ -> FreePorts.next()).forEach(System.out::println);
        }
    }

    @Test
    void what_is_promised_to_somebody_is_never_drawn() {
        int promised = FreePorts.next();
        IntStream.rangeClosed(promised + 1, promised + 100).forEach(FreePorts::setAside);

        assertThat(IntStream.range(0, 2_000).map(_ -> FreePorts.next()).boxed())
                .noneMatch(port -> port > promised && port <= promised + 100);
    }
}
