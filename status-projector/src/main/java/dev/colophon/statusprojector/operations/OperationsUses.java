package dev.colophon.statusprojector.operations;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Who has used this API for what. Written before anything is done, completed by the status of the answer. Each use lets go of more old
 * ones than it adds, so that the table has a bound without anybody who looks after it.
 */
@Repository
class OperationsUses {

    private static final String BEGIN = """
            INSERT INTO operations_use (use_id, operator, method, path) VALUES (:id, :operator, :method, left(:path, 500))
            """;

    private static final String FORGET = "SELECT forget_old_uses()";

    private static final String END = "UPDATE operations_use SET status_code = :status WHERE use_id = :id";

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
