package dev.colophon.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTest {

    @Test
    void two_that_unpack_at_once_share_one_folder_and_leave_no_other(@TempDir Path cache) throws Exception {
        var first = CompletableFuture.supplyAsync(() -> PostgresBinaries.home(cache));
        var second = CompletableFuture.supplyAsync(() -> PostgresBinaries.home(cache));

        assertThat(first.get()).isEqualTo(second.get());
        try (Stream<Path> left = Files.list(cache)) {
            assertThat(left).containsExactly(first.get());
        }
        assertThat(first.get().resolve("bin/postgres")).isExecutable();
    }
}
