package dev.colophon.local.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HomeTest {

    @TempDir
    private Path folder;

    @Test
    void secrets_are_drawn_once_and_nobody_else_can_read_them() throws Exception {
        var home = new Home(folder.resolve("home")).make();

        var drawn = Secrets.ofOrNew(home);

        assertThat(Secrets.ofOrNew(home)).isEqualTo(drawn);
        assertThat(drawn.adminKey()).startsWith("clp_").hasSize(47);
        assertThat(mode(home.secrets())).isEqualTo("rw-------");
        assertThat(mode(home.root())).isEqualTo("rwx------");
        assertThat(drawn.toString()).doesNotContain(drawn.adminKey(), drawn.databasePassword(), drawn.siteKeyset());
    }

    @Test
    void another_home_has_other_secrets() throws Exception {
        var one = Secrets.ofOrNew(new Home(folder.resolve("one")).make());
        var other = Secrets.ofOrNew(new Home(folder.resolve("other")).make());

        assertThat(other.adminKey()).isNotEqualTo(one.adminKey());
        assertThat(other.databasePassword()).isNotEqualTo(one.databasePassword());
        assertThat(other.siteKeyset()).isNotEqualTo(one.siteKeyset());
    }

    @Test
    void the_keyset_is_one_that_seals_and_opens() throws Exception {
        AeadConfig.register();
        var keyset = Secrets.ofOrNew(new Home(folder.resolve("home")).make()).siteKeyset();

        var json = new String(Base64.getDecoder().decode(keyset), StandardCharsets.UTF_8);
        var aead = TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get())
                .getPrimitive(RegistryConfiguration.get(), Aead.class);

        assertThat(aead.decrypt(aead.encrypt(new byte[] {1, 2}, new byte[] {3}), new byte[] {3}))
                .containsExactly(1, 2);
    }

    @Test
    void the_client_key_is_kept_beside_for_a_curl_to_read() throws Exception {
        var home = new Home(folder.resolve("home")).make();

        Secrets.ofOrNew(home).withClientKey("clp_client", home);

        assertThat(Secrets.of(home).clientKey()).isEqualTo("clp_client");
        assertThat(home.clientKey()).hasContent("clp_client");
        assertThat(mode(home.clientKey())).isEqualTo("rw-------");
    }

    @Test
    void a_folder_of_somebody_elses_is_neither_taken_nor_cleared() throws Exception {
        var precious = Files.writeString(folder.resolve("precious.txt"), "x");
        var home = new Home(folder);

        assertThatThrownBy(home::make).isInstanceOf(Refusal.class).hasMessageContaining("COLOPHON_HOME");
        home.clear();

        assertThat(precious).exists();
    }

    @Test
    void clearing_forgets_everything_but_the_lock_that_is_held() throws Exception {
        var home = new Home(folder.resolve("home")).make();
        Secrets.ofOrNew(home);
        Files.createDirectories(home.data("postgres").resolve("data"));

        try (var _ = HomeLock.take(home)) {
            home.clear();

            assertThat(home.root()).isDirectoryContaining(file -> file.equals(home.lock()));
            assertThat(home.secrets()).doesNotExist();
            assertThat(home.data("postgres")).doesNotExist();
            assertThat(home.make().exists()).as("a run starts afresh").isTrue();
        }
    }

    @Test
    void two_starts_at_once_are_refused() throws Exception {
        var home = new Home(folder.resolve("home")).make();

        try (var _ = HomeLock.take(home)) {
            assertThatThrownBy(() -> HomeLock.take(home))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("under way");
        }
        HomeLock.take(home).close();
    }

    @Test
    void settings_survive_and_single_ports_can_be_replaced() throws Exception {
        var home = new Home(folder.resolve("home")).make();
        var ports = Ports.from(20_000).with(Map.of(Listener.KAFKA, 9092));

        new Settings(ports, WordPressKind.SIMULATED, Ground.OWN).store(home);

        var known = Settings.of(home);
        assertThat(known.wordpress()).isEqualTo(WordPressKind.SIMULATED);
        assertThat(known.port(Listener.API)).isEqualTo(20_000);
        assertThat(known.port(Listener.KAFKA)).isEqualTo(9092);
    }

    @Test
    void a_home_of_an_earlier_version_gets_the_ports_and_the_key_that_it_lacks() throws Exception {
        var home = new Home(folder.resolve("home")).make();
        PrivateFile.write(home.settings(), """
                {"ports":{"numbers":{"API":20000,"API_MANAGEMENT":20001,"RELAY":20002,"PUBLISHER":20003,"PROJECTOR":20004,
                 "WORDPRESS":20005,"KAFKA":20006,"POSTGRES":30000}},"wordpress":"SIMULATED","ground":"OWN"}
                """);
        PrivateFile.write(
                home.secrets(),
                "{\"databasePassword\":\"d\",\"adminKey\":\"a\",\"siteKeyset\":\"k\",\"clientKey\":\"c\"}");

        var secrets = Secrets.ofOrNew(home);

        assertThat(Settings.of(home).port(Listener.POSTGRES)).isEqualTo(30_000);
        assertThat(Settings.of(home).port(Listener.PUBLISHER_OPERATIONS)).isEqualTo(30_001);
        assertThat(Settings.of(home).port(Listener.PROJECTOR_OPERATIONS)).isEqualTo(30_002);
        assertThat(Settings.of(home).port(Listener.RELAY_OPERATIONS)).isEqualTo(30_003);
        assertThat(secrets.operationsKey()).hasSizeGreaterThanOrEqualTo(32);
        assertThat(secrets.clientKey()).isEqualTo("c");
        assertThat(Secrets.ofOrNew(home)).isEqualTo(secrets);
    }

    @Test
    void a_port_that_two_would_share_is_refused_by_name() {
        assertThatThrownBy(() -> Ports.from(20_000).with(Map.of(Listener.KAFKA, 20_000)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("api")
                .hasMessageContaining("kafka")
                .hasMessageContaining("20000");
        assertThatThrownBy(() -> Ports.from(65_530)).isInstanceOf(Refusal.class);
    }

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
