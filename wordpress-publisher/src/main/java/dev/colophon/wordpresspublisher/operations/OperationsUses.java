package dev.colophon.wordpresspublisher.operations;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who used the operations API: put on record before anything is done, completed with the answer's status. Each use lets go of more
 * old ones than it adds.
 */
@Component
class OperationsUses {

    private static final String BEGIN = """
            INSERT INTO operations_use (id, operator, method, path) VALUES (:id, :operator, :method, left(:path, 500))
            """;

    private static final String FORGET = "SELECT forget_old_uses()";

    private static final String END = "UPDATE operations_use SET status = :status WHERE id = :id";

    private final JdbcClient jdbc;

    OperationsUses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void begin(UUID id, String operator, String method, String path) {
        jdbc.sql(BEGIN)
                .param("id", id)
                .param("operator", operator)
                .param("method", method)
                .param("path", path)
                .update();
        jdbc.sql(FORGET).query(Long.class).single();
    }

    void end(UUID id, int status) {
        jdbc.sql(END).param("id", id).param("status", status).update();
    }
}
