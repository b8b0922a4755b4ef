package dev.colophon.testkit.wordpress;

/** What every part of the contract of the companion plugin needs besides a site: the routes of a key. */
interface OnCompanion extends OnSite {

    default String keyed(String key, long epoch) {
        return byKey(key) + "?epoch=" + epoch;
    }

    default String byKey(String key) {
        return "/colophon/v1/posts/" + key;
    }
}
