package dev.colophon.testkit.kafka;

import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** The broker's process: formats the storage where it is new, then runs Kafka's own main. One JVM instead of two. */
final class BrokerMain {

    private BrokerMain() {}

    /** @param arguments the properties file and the data folder */
    public static void main(String[] arguments) {
        String properties = arguments[0];
        Path data = Path.of(arguments[1]);
        if (!Files.exists(data.resolve("meta.properties"))) {
            String[] format = {"format", "--cluster-id", Uuid.randomUuid().toString(), "--config", properties};
            int code = StorageTool.execute(format, System.out);
            if (code != 0) {
                System.exit(code);
            }
        }
        Kafka.main(new String[] {properties});
    }
}
