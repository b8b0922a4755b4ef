package dev.colophon.database;

/**
 * A column of a table or view.
 *
 * @param name with its table's and its schema's
 * @param wanted whether an INSERT must name it: it takes no null, and nothing stands in for it
 */
record Column(String name, String type, boolean wanted) {

    private static final String WANTED = " wanted";

    static Column of(String line) {
        int space = line.indexOf(' ');
        var rest = line.substring(space + 1);
        var wanted = rest.endsWith(WANTED);
        return new Column(
                line.substring(0, space), wanted ? rest.substring(0, rest.length() - WANTED.length()) : rest, wanted);
    }

    String line() {
        return name + " " + type + (wanted ? WANTED : "");
    }

    String table() {
        return name.substring(0, name.lastIndexOf('.'));
    }
}
