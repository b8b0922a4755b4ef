package dev.colophon.testkit.wordpress;

/** One REST call that has found its route. */
record Call(String method, Params params, User user, Attack attack) {

    boolean reads() {
        return method.equals("GET") || method.equals("HEAD");
    }

    boolean updates() {
        return method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
    }
}
