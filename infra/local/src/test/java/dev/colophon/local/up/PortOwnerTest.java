package dev.colophon.local.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class PortOwnerTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void the_process_that_holds_a_port_is_named() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(PortOwner.of(socket.getLocalPort()))
                    .hasValueSatisfying(owner -> assertThat(owner)
                            .contains("process " + ProcessHandle.current().pid()));
        }
    }

    @Test
    void a_free_port_has_no_owner() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThat(PortOwner.of(port)).isEmpty();
    }
}
