package dev.colophon.testkit.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How one instance of a service is to run.
 *
 * @param name of the instance: names its log and its process mark
 * @param jar of the service, which names the libraries beside it
 * @param folder holds log and process mark; made when missing
 * @param environment added to this JVM's own; holds secrets, so never printed
 * @param managementPort where health answers on 127.0.0.1; passed on as MANAGEMENT_SERVER_PORT
 * @param javaOptions of the child JVM, such as those of {@link JavaCommand#smallServer}
 */
public record ServiceSettings(
        String name,
        Path jar,
        Path folder,
        Map<String, String> environment,
        int managementPort,
        List<String> javaOptions) {

    public ServiceSettings {
        if (managementPort < 1 || managementPort > 65_535) {
            throw new IllegalArgumentException("not a port: " + managementPort);
        }
        environment = Map.copyOf(environment);
        javaOptions = List.copyOf(javaOptions);
        jar = jar.toAbsolutePath();
        folder = folder.toAbsolutePath();
    }

    Path log() {
        return folder.resolve(name + ".log");
    }

    Path pidFile() {
        return folder.resolve(name + ".pid");
    }

    @Override
    public String toString() {
        return "ServiceSettings[name=%s, jar=%s, managementPort=%d]".formatted(name, jar, managementPort);
    }
}
