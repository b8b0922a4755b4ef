package dev.colophon.testkit.wordpress;

import java.util.Map;

/** What an administrator does with the companion plugin, by WordPress's own routes. */
record CompanionSite(RealWordPress wordpress) {

    private static final String PLUGIN = "/wp/v2/plugins/colophon-companion/colophon-companion";

    Rest administrator() {
        return Rest.as(wordpress, wordpress.administrator());
    }

    void install() {
        wordpress.installCompanion();
    }

    Reply activate() {
        return administrator().post(PLUGIN, Map.of("status", "active"));
    }

    Reply deactivate() {
        return administrator().post(PLUGIN, Map.of("status", "inactive"));
    }

    /** Runs its uninstall script and removes its files. */
    Reply delete() {
        return administrator().delete(PLUGIN);
    }

    /** The storage engine of one of WordPress's tables, named without its prefix. */
    Reply engine(String table, String engine) {
        return Rest.stranger(wordpress)
                .post("/colophon-test/v1/engine?table=%s&engine=%s".formatted(table, engine), Map.of());
    }

    /** Names of all tables, and of all options with "colophon" in them. */
    Reply names() {
        return Rest.stranger(wordpress).get("/colophon-test/v1/names");
    }
}
