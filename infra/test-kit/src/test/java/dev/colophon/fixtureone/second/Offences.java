package dev.colophon.fixtureone.second;

import jakarta.annotation.Resource;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.logging.Logger;

/** One class for each rule that it breaks. */
public final class Offences {

    private Offences() {}

    public static final class FieldInjected {
        @Resource
        private String name = "";

        public String name() {
            return name;
        }
    }

    public static final class StoryImpl {}

    public static final class StoryDto {}

    public static final class OtherLogger {
        public Logger logger() {
            return Logger.getAnonymousLogger();
        }
    }

    public static final class Printer {
        public void print() {
            System.out.println("unheard");
        }
    }

    public static final class Sleeper {
        public void sleep() throws InterruptedException {
            Thread.sleep(1);
        }
    }

    public static final class ClockReader {
        public Instant now() {
            return Instant.now();
        }
    }

    public static final class MillisReader {
        public long now() {
            return System.currentTimeMillis();
        }
    }

    public static final class ClockMaker {
        public Clock clock() {
            return Clock.systemUTC();
        }
    }

    public static final class IdByReference {
        public Supplier<UUID> ids() {
            return UUID::randomUUID;
        }
    }

    public static final class Dice {
        public int roll() {
            return new Random().nextInt(6);
        }
    }

    /** Breaks nothing: the clock comes from outside. */
    public static final class Driven {
        private final Clock clock;

        public Driven(Clock clock) {
            this.clock = clock;
        }

        public Instant now() {
            return Instant.now(clock);
        }
    }

    /** Breaks nothing: here the real clock and the real randomness come in. */
    public static final class WiringConfiguration {
        public Clock clock() {
            return Clock.systemUTC();
        }

        public Supplier<UUID> ids() {
            return UUID::randomUUID;
        }
    }
}
