package dev.colophon.kafka;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;

/** Who may do what at Kafka, as infra/kafka/users.json declares it. What is not declared is refused. */
public final class Users {

    private static final int SCRAM_ITERATIONS = 4096;
    private static final String LOGIN = "org.apache.kafka.common.security.scram.ScramLoginModule";
    private static final String ALL = "*";

    private final List<User> users;

    private Users(List<User> users) {
        this.users = List.copyOf(users);
    }

    public static Users declared() {
        return new Users(Declared.read("users.json", Declaration.class).users());
    }

    public List<String> names() {
        return users.stream().map(User::name).toList();
    }

    /** Makes passwords and rights as declared; rights that nobody declares are taken away. */
    public void make(Admin admin, UnaryOperator<String> passwordOf) {
        var credential = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, SCRAM_ITERATIONS);
        Answers.of(admin.alterUserScramCredentials(users.stream()
                        .<UserScramCredentialAlteration>map(user -> new UserScramCredentialUpsertion(
                                user.name(),
                                credential,
                                passwordOf.apply(user.name()).getBytes(StandardCharsets.UTF_8)))
                        .toList())
                .all());
        var wanted = new HashSet<AclBinding>();
        users.forEach(user -> wanted.addAll(user.rights()));
        Set<AclBinding> present =
                Set.copyOf(Answers.of(admin.describeAcls(AclBindingFilter.ANY).values()));
        Answers.of(admin.deleteAcls(present.stream()
                        .filter(right -> !wanted.contains(right))
                        .map(AclBinding::toFilter)
                        .toList())
                .all());
        Answers.of(admin.createAcls(wanted.stream()
                        .filter(right -> !present.contains(right))
                        .toList())
                .all());
    }

    /** Takes one right to a topic from a user at once, until {@link #make} gives it back. */
    public static void refuse(Admin admin, String user, AclOperation operation, String topic) {
        var refusal = new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry("User:" + user, ALL, operation, AclPermissionType.DENY));
        Answers.of(admin.createAcls(List.of(refusal)).all());
    }

    /** What a client needs that comes as this user over a plain connection. */
    public static Map<String, Object> client(String bootstrapServers, String user, String password) {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                "%s required username=\"%s\" password=\"%s\";".formatted(LOGIN, user, password));
    }

    record Declaration(List<User> users) {}

    record User(
            String name,
            String about,
            @Nullable List<String> reads,
            @Nullable List<String> readsPrefixes,
            @Nullable List<String> writes,
            @Nullable List<String> groups,
            @Nullable List<String> groupPrefixes,
            boolean describesAll) {

        User {
            if (name.isBlank() || about.isBlank()) {
                throw new IllegalArgumentException("a user needs a name and a reason: " + name);
            }
        }

        List<AclBinding> rights() {
            var rights = new ArrayList<AclBinding>();
            allow(rights, ResourceType.TOPIC, PatternType.LITERAL, reads, AclOperation.READ);
            allow(rights, ResourceType.TOPIC, PatternType.PREFIXED, readsPrefixes, AclOperation.READ);
            allow(rights, ResourceType.TOPIC, PatternType.LITERAL, writes, AclOperation.WRITE);
            allow(rights, ResourceType.GROUP, PatternType.LITERAL, groups, AclOperation.READ);
            allow(rights, ResourceType.GROUP, PatternType.PREFIXED, groupPrefixes, AclOperation.READ);
            if (describesAll) {
                var cluster = List.of(Resource.CLUSTER_NAME);
                for (var operation : List.of(AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS)) {
                    allow(rights, ResourceType.CLUSTER, PatternType.LITERAL, cluster, operation);
                    allow(rights, ResourceType.TOPIC, PatternType.LITERAL, List.of(ALL), operation);
                }
                allow(rights, ResourceType.GROUP, PatternType.LITERAL, List.of(ALL), AclOperation.DESCRIBE);
            }
            return rights;
        }

        private void allow(
                List<AclBinding> rights,
                ResourceType type,
                PatternType pattern,
                @Nullable List<String> names,
                AclOperation operation) {
            Objects.requireNonNullElse(names, List.<String>of()).stream()
                    .map(resource -> new AclBinding(
                            new ResourcePattern(type, resource, pattern),
                            new AccessControlEntry("User:" + name, ALL, operation, AclPermissionType.ALLOW)))
                    .forEach(rights::add);
        }
    }
}
