package dev.colophon.publishapi.webhook.intake;

import org.springframework.stereotype.Component;

/** Whether the group's offsets were found to be lost: then nothing goes on until an operator has set them. */
@Component
class IntakeState {

    private volatile boolean lost;

    void offsetsLost() {
        lost = true;
    }

    boolean lost() {
        return lost;
    }
}
