package org.vmc.gateway.chatlinks;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Caller;
import org.vmc.http.identity.Role;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;

/** Gives codes out, takes each back once, and keeps who is linked. Blocking. Thread-safe, also across replicas. */
@Singleton
class ChatLinks {
    private final Jdbi jdbi;
    private final ChatLinksConfig config;
    private final LinkAudit audit;
    private final Clock clock = Clock.systemUTC();

    private record Maker(String user, Role role, String team) {}

    ChatLinks(DataSource dataSource, ChatLinksConfig config, LinkAudit audit) {
        this.jdbi = Jdbi.create(dataSource);
        this.config = config;
        this.audit = audit;
    }

    /** A new code for the caller; earlier ones are worth nothing any more. */
    LinkCodeView makeCode(Caller caller) {
        var code = LinkCodes.random();
        var expires = clock.instant().plus(config.codeLifetime());
        QuarkusTransaction.requiringNew().run(() -> {
            jdbi.useHandle(handle -> handle.createUpdate("""
                            insert into chat_link_code (user_name, hash, role, team, expires_at)
                            values (:user, :hash, :role, :team, :expires)
                            on conflict (user_name) do update
                            set hash = :hash, role = :role, team = :team, expires_at = :expires
                            """)
                    .bind("user", caller.user())
                    .bind("hash", LinkCodes.hash(code))
                    .bind("role", caller.role().wireName())
                    .bind("team", caller.team())
                    .bind("expires", expires)
                    .execute());
            audit.accepted("MakeChatLinkCode", caller, "");
        });
        return new LinkCodeView(code, expires);
    }

    /**
     * Links the user of a chat to whoever made the code.
     *
     * @throws ProblemException 422 for a code that is unknown, used or too old, 409 when already linked, 429 after too
     *     many tries
     */
    ChatLinkView redeem(String chatUser, @Nullable String code) {
        try {
            countAttempt(chatUser);
            if (code == null || code.isBlank()) {
                throw ProblemException.invalid("code", "must not be blank");
            }
            return QuarkusTransaction.requiringNew()
                    .call(() -> jdbi.withHandle(handle -> link(handle, chatUser, code)));
        } catch (ProblemException refusal) {
            audit.refused("POST /api/v1/chat-links/redeem", chatUser, refusal);
            throw refusal;
        }
    }

    Optional<ChatLink> find(String chatUser) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from chat_link where chat_user = :chat")
                .bind("chat", chatUser)
                .map((row, context) -> link(row))
                .findOne());
    }

    /** Links of that user, or of all for null, newest first. */
    List<ChatLink> list(@Nullable String user) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from chat_link where :user::text is null or user_name = :user
                        order by linked_at desc, chat_user
                        """)
                .bind("user", user)
                .map((row, context) -> link(row))
                .list());
    }

    /**
     * Ends a link; the user of the chat is a stranger from the next request on.
     *
     * @throws ProblemException 404 when there is none, or when it is another's and the caller is no administrator
     */
    void remove(String chatUser, Caller caller) {
        QuarkusTransaction.requiringNew().run(() -> {
            var removed = jdbi.withHandle(handle -> handle.createUpdate("""
                            delete from chat_link where chat_user = :chat and (:all or user_name = :user)
                            """)
                    .bind("chat", chatUser)
                    .bind("all", caller.role() == Role.ADMIN)
                    .bind("user", caller.user())
                    .execute());
            if (removed == 0) {
                throw ProblemException.notFound("chat link of yours to", chatUser);
            }
            audit.accepted("UnlinkChatUser", caller, chatUser);
        });
    }

    /** Counted before anything is looked up, and kept whatever comes of it: tries side by side count too. */
    private void countAttempt(String chatUser) {
        var now = clock.instant();
        var oldest = now.minus(config.attemptsWithin());
        var tries = QuarkusTransaction.requiringNew()
                .call(() -> jdbi.withHandle(handle -> {
                    handle.execute("select pg_advisory_xact_lock(hashtextextended(?, 0))", "chat-link/" + chatUser);
                    handle.execute("delete from chat_link_attempt where tried_at < ?", oldest);
                    handle.execute("insert into chat_link_attempt (chat_user, tried_at) values (?, ?)", chatUser, now);
                    return handle.createQuery(
                                    "select tried_at from chat_link_attempt where chat_user = ? order by tried_at")
                            .bind(0, chatUser)
                            .mapTo(Instant.class)
                            .list();
                }));
        if (tries.size() > config.attempts()) {
            var free = tries.get(tries.size() - config.attempts()).plus(config.attemptsWithin());
            throw ProblemException.of(ProblemType.RATE_LIMITED, "Too many codes were tried from here.")
                    .retryAfter(Duration.between(now, free));
        }
    }

    private ChatLinkView link(Handle handle, String chatUser, String code) {
        var maker = handle.createQuery("""
                        delete from chat_link_code where hash = :hash and expires_at > :now
                        returning user_name, role, team
                        """)
                .bind("hash", LinkCodes.hash(code))
                .bind("now", clock.instant())
                .map((row, context) ->
                        new Maker(row.getString("user_name"), role(row.getString("role")), row.getString("team")))
                .findOne()
                .orElseThrow(() -> ProblemException.invalid("code", "is not known, was used before, or is too old"));
        var link = new ChatLink(chatUser, maker.user(), maker.role(), clock.instant());
        var fresh = handle.createUpdate("""
                        insert into chat_link (chat_user, user_name, role, linked_at)
                        values (:chat, :user, :role, :now) on conflict do nothing
                        """)
                .bind("chat", chatUser)
                .bind("user", link.user())
                .bind("role", link.role().wireName())
                .bind("now", link.linkedAt())
                .execute();
        if (fresh == 0) {
            throw ProblemException.conflict("%s is linked already; end that link first.".formatted(chatUser));
        }
        handle.execute("delete from chat_link_attempt where chat_user = ?", chatUser);
        audit.accepted("LinkChatUser", new Caller(maker.user(), maker.role(), maker.team()), chatUser);
        return link.view();
    }

    private static ChatLink link(ResultSet row) throws SQLException {
        return new ChatLink(
                row.getString("chat_user"),
                row.getString("user_name"),
                role(row.getString("role")),
                row.getObject("linked_at", OffsetDateTime.class).toInstant());
    }

    private static Role role(String wireName) {
        return Role.named(wireName).orElseThrow(() -> new IllegalStateException("No role " + wireName));
    }
}
