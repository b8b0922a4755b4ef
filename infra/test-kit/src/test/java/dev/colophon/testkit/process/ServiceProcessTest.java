package dev.colophon.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ServiceProcessTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Path folder;
    private final int port = FreePorts.next();
    private final ServiceProcess service;

    ServiceProcessTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.service = service(Map.of());
    }

    @AfterEach
    void leave_nothing_behind() {
        service.kill();
    }

    @Test
    void a_killed_service_is_gone_and_comes_back() {
        service.start().awaitReady(DEADLINE);
        long first = pid(service);

        service.kill();

        assertThat(ProcessHandle.of(first)).isEmpty();
        assertThat(service.readiness().ready()).isFalse();
        service.start().awaitReady(DEADLINE);
        assertThat(pid(service)).isNotEqualTo(first);
    }

    @Test
    void a_stopped_service_ends_by_itself() {
        service.start().awaitReady(DEADLINE);

        assertThat(service.stop(DEADLINE)).isTrue();

        assertThat(service.isAlive()).isFalse();
    }

    @Test
    void a_frozen_service_lives_but_does_not_answer_until_it_is_thawed() {
        service.start().awaitReady(DEADLINE);
        ChildProcess process = service.running().orElseThrow();

        process.freeze();

        assertThat(service.isAlive()).isTrue();
        assertThat(service.readiness().ready()).isFalse();
        process.thaw();
        service.awaitReady(DEADLINE);
    }

    @Test
    void a_second_object_finds_the_running_service_and_starts_no_other() throws IOException {
        service.start().awaitReady(DEADLINE);

        ServiceProcess other = service(Map.of()).start();

        assertThat(pid(other)).isEqualTo(pid(service));
    }

    @Test
    void a_service_that_cannot_start_shows_its_log() throws IOException {
        ServiceProcess broken = service(Map.of("BROKEN", "yes"));

        assertThatThrownBy(() -> broken.start().awaitReady(DEADLINE))
                .hasMessageContaining("its process has ended")
                .hasMessageContaining("broken on purpose");
    }

    @Test
    void a_recycled_process_id_is_never_touched() {
        Path file = folder.resolve("mark.pid");
        new ProcessMark(ProcessHandle.current().pid(), Instant.EPOCH).write(file);

        assertThat(ChildProcess.find(file)).isEmpty();
        ProcessMark.of(ProcessHandle.current()).write(file);
        assertThat(ChildProcess.find(file)).isPresent();
    }

    @Test
    void settings_never_print_the_environment() {
        var settings = new ServiceSettings("a", folder, folder, Map.of("PASSWORD", "s3cret"), port, List.of());

        assertThat(settings.toString()).doesNotContain("s3cret");
    }

    private static long pid(ServiceProcess service) {
        return service.running().orElseThrow().pid();
    }

    private ServiceProcess service(Map<String, String> environment) throws IOException {
        return new ServiceProcess(
                new ServiceSettings("small", jar(), folder, environment, port, JavaCommand.smallServer(64)));
    }

    private Path jar() throws IOException {
        Path jar = folder.resolve("small.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, SmallService.class.getName());
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file, manifest)) {
            String entry = SmallService.class.getName().replace('.', '/') + ".class";
            entries.putNextEntry(new JarEntry(entry));
            try (var in = SmallService.class.getClassLoader().getResourceAsStream(entry)) {
                in.transferTo(entries);
            }
            entries.closeEntry();
        }
        return jar;
    }
}
