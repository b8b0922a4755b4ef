package dev.colophon.publishapi.console;

import dev.colophon.publishapi.client.ClientId;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who has how many sessions. All together are bounded, so that one client's many would lock the others' people out. */
@Component
class Sessions {

    static final int MOST_OF_A_CLIENT = 10;

    private static final String ATTRIBUTE = Sessions.class.getName();

    private final Map<ClientId, Deque<Place>> ofClient = new HashMap<>();

    /** Counts a session that has begun; where its client has too many, the oldest of them ends. */
    void count(ClientId client, HttpSession session) {
        var place = new Place(client, session);
        session.setAttribute(ATTRIBUTE, place);
        var surplus = take(place);
        if (surplus != null) {
            surplus.end(); // outside our lock: the container holds its own as it tells us that a session ends
        }
    }

    private synchronized @Nullable Place take(Place place) {
        var places = ofClient.computeIfAbsent(place.client, _ -> new ArrayDeque<>());
        places.addLast(place);
        return places.size() > MOST_OF_A_CLIENT ? places.pollFirst() : null;
    }

    private synchronized void giveBack(Place place) {
        var places = ofClient.get(place.client);
        if (places != null && places.remove(place) && places.isEmpty()) {
            ofClient.remove(place.client);
        }
    }

    /** One session's, for as long as it lasts, however it ends. */
    private final class Place implements HttpSessionBindingListener {

        private final ClientId client;
        private final HttpSession session;

        Place(ClientId client, HttpSession session) {
            this.client = client;
            this.session = session;
        }

        void end() {
            try {
                session.invalidate();
            } catch (IllegalStateException hasEnded) {
                // by itself, meanwhile
            }
        }

        @Override
        public void valueUnbound(HttpSessionBindingEvent event) {
            giveBack(this);
        }
    }
}
