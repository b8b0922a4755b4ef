package dev.colophon.outboxrelay.operate;

import dev.colophon.outboxrelay.guard.RelayLock;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The operators' door. A command is answered at once with the address under which its outcome can be read. */
@RestController
@RequestMapping("/operations/v1")
class OperationsController {

    private final Operate operate;
    private final Operations operations;
    private final RelayLock lock;

    OperationsController(Operate operate, Operations operations, RelayLock lock) {
        this.operate = operate;
        this.operations = operations;
        this.lock = lock;
    }

    @PostMapping("/recover")
    ResponseEntity<Object> recover(@RequestAttribute(OperatorFilter.OPERATOR) String operator) {
        return lock.state() == RelayLock.State.HELD ? accepted(operate.recover(operator)) : standby();
    }

    @PostMapping("/reconcile")
    ResponseEntity<Object> reconcile(@RequestAttribute(OperatorFilter.OPERATOR) String operator) {
        return lock.state() == RelayLock.State.HELD ? accepted(operate.reconcile(operator)) : standby();
    }

    @GetMapping("/operations/{id}")
    ResponseEntity<Object> operation(@PathVariable UUID id) {
        return operations
                .find(id)
                .<ResponseEntity<Object>>map(found ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(found))
                .orElseGet(() -> problem(OperationsCode.NOT_FOUND, "No operation of this id is on record"));
    }

    private static ResponseEntity<Object> accepted(UUID id) {
        return ResponseEntity.accepted()
                .location(URI.create("/operations/v1/operations/" + id))
                .cacheControl(CacheControl.noStore())
                .body(Map.of("operation", id));
    }

    private static ResponseEntity<Object> standby() {
        return problem(OperationsCode.RELAY_STANDBY, "This relay does not hold the lock: ask the one that does");
    }

    private static ResponseEntity<Object> problem(OperationsCode code, String detail) {
        return ResponseEntity.status(code.status())
                .cacheControl(CacheControl.noStore())
                .body(Problems.of(code, detail));
    }
}
