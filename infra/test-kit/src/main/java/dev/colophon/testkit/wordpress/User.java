package dev.colophon.testkit.wordpress;

/** Who calls. A stranger is a user too: WordPress goes on as nobody when the credentials are wrong. */
record User(long id, String login, Role role) {

    static final User STRANGER = new User(0, "", Role.STRANGER);

    boolean isStranger() {
        return role == Role.STRANGER;
    }

    /** 401 asks a stranger to log in, 403 tells a user that it is not allowed. */
    int refusalStatus() {
        return isStranger() ? 401 : 403;
    }

    boolean mayEdit(Post post) {
        if (!role.writes(post.type())) {
            return false;
        }
        boolean ownAndAllowed = post.author() == id && (role.publishes() || post.status() != PostStatus.PUBLISH);
        return role.edits() || ownAndAllowed;
    }

    boolean mayRead(Post post) {
        return post.status() == PostStatus.PUBLISH || mayEdit(post);
    }
}
