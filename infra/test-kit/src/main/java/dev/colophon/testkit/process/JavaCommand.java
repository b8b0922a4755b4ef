package dev.colophon.testkit.process;

import java.nio.file.Path;
import java.util.List;

/** How a child JVM is started: always on the JDK that runs this one, since a plain {@code java} may be an older one. */
public final class JavaCommand {

    /** Left alone the JVM begins with a share of the machine's memory, and touches all of it before it collects. */
    private static final int HEAP_MEGABYTES_FIRST = 32;

    private JavaCommand() {}

    public static String java() {
        return Path.of(System.getProperty("java.home", ""), "bin", "java").toString();
    }

    /** The classes of this JVM, for a child that runs a main class of ours. */
    public static String classPath() {
        return System.getProperty("java.class.path", "");
    }

    /** Options for a small server on a shared machine: start soon, stay small, say why when memory ends. */
    public static List<String> smallServer(int heapMegabytesMax) {
        return List.of(
                "-Xmx" + heapMegabytesMax + "m",
                "-Xms" + Math.min(HEAP_MEGABYTES_FIRST, heapMegabytesMax) + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dfile.encoding=UTF-8");
    }
}
