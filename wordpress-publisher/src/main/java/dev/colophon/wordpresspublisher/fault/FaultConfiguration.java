package dev.colophon.wordpresspublisher.fault;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The fault switch; off unless {@code colophon.fault.at} is set. */
@Configuration(proxyBeanMethods = false)
class FaultConfiguration {

    @Bean
    CrashPoints crashPoints(@Value("${colophon.fault.at:}") String at) {
        return at.isBlank() ? new NoCrash() : new HaltAt(at.strip());
    }
}
