package dev.colophon.publishapi.operations;

/** A service that has an operations API. */
public enum OperationsService {
    PUBLISHER("wordpress-publisher", "COLOPHON_PUBLISHER_OPERATIONS_URL"),
    PROJECTOR("status-projector", "COLOPHON_PROJECTOR_OPERATIONS_URL");

    private final String word;
    private final String variable;

    OperationsService(String word, String variable) {
        this.word = word;
        this.variable = variable;
    }

    /** Its name, as people know it. */
    public String word() {
        return word;
    }

    /** The variable that says where it is. */
    String variable() {
        return variable;
    }
}
