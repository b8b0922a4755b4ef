package dev.colophon.local.up;

import dev.colophon.local.api.PublishApi;
import dev.colophon.local.config.Home;
import dev.colophon.local.config.Listener;
import dev.colophon.local.config.Secrets;
import dev.colophon.local.config.Settings;
import dev.colophon.local.part.Part;
import dev.colophon.local.part.Parts;
import java.io.IOException;
import java.util.List;

/**
 * Brings a home to the state in which stories can be posted, from whatever state it is in: what runs and is healthy stays,
 * what died is started again.
 */
record StartEverything(Home home, Settings settings, Steps steps) {

    /** @return what runs now */
    Parts run() throws IOException, Steps.Failed, InterruptedException {
        var secrets = Secrets.ofOrNew(home);
        var parts = Parts.of(home, settings, secrets);
        new PortCheck(settings, parts).requireFreePorts();
        steps.together(starting(parts.ground()));
        steps.together(starting(parts.services()));
        steps.run(new Steps.Step("site and client", detail -> register(parts, secrets)));
        return parts;
    }

    private void register(Parts parts, Secrets secrets) throws IOException {
        var registration = new Registration(PublishApi.local(settings.port(Listener.API)), home);
        registration.client(secrets);
        registration.site(secrets, parts.wordpress().url(), parts.wordpress().editor());
    }

    private static List<Steps.Step> starting(List<? extends Part> parts) {
        return parts.stream()
                .map(part -> new Steps.Step(part.name(), part::start))
                .toList();
    }
}
