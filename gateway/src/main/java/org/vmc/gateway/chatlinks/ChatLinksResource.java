package org.vmc.gateway.chatlinks;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.vmc.gateway.tokens.ChatHeader;
import org.vmc.http.identity.Callers;
import org.vmc.http.identity.Role;
import org.vmc.http.problem.ProblemException;

/** {@code /api/v1/chat-links}: which users of chats are which users here. */
@Path("/api/v1/chat-links")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "identity")
@RunOnVirtualThread
public class ChatLinksResource {
    private final ChatLinks links;
    private final Callers callers;
    private final SecurityIdentity identity;

    ChatLinksResource(ChatLinks links, Callers callers, SecurityIdentity identity) {
        this.links = links;
        this.callers = callers;
        this.identity = identity;
    }

    @POST
    @RolesAllowed("viewer")
    @Operation(
            operationId = "makeChatLinkCode",
            summary = "Make a code that links a user of a chat to you",
            description = "It is good once and for minutes; whoever says it first is you in that chat, with the role of"
                    + " the token it was made with at most. Not to be had from a chat.")
    @APIResponse(
            responseCode = "201",
            description = "The code",
            content = @Content(schema = @Schema(implementation = LinkCodeView.class)))
    public Response makeCode() {
        if (identity.getAttribute(ChatHeader.NAME) != null) {
            throw ProblemException.forbidden("A code is made where you have a token of your own, not in a chat.");
        }
        return Response.status(Response.Status.CREATED)
                .header("Cache-Control", "no-store")
                .entity(links.makeCode(callers.current()))
                .build();
    }

    @POST
    @Path("/redeem")
    @RolesAllowed(ChatIdentities.CHAT)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "redeemChatLinkCode",
            summary = "Link the user of a chat, for whom the bot asks, to whoever made the code",
            description = "For the bot's token with the header VMC-Chat-User.")
    @APIResponse(
            responseCode = "201",
            description = "The link",
            content = @Content(schema = @Schema(implementation = ChatLinkView.class)))
    public Response redeem(@Nullable NewChatLink body) {
        String chatUser = identity.getAttribute(ChatHeader.NAME);
        return Response.status(Response.Status.CREATED)
                .entity(links.redeem(chatUser, body == null ? null : body.code()))
                .build();
    }

    @GET
    @RolesAllowed("viewer")
    @Operation(operationId = "listChatLinks", summary = "List your links to chats; an administrator sees everybody's")
    public ChatLinkPage list() {
        var caller = callers.current();
        return new ChatLinkPage(links.list(caller.role() == Role.ADMIN ? null : caller.user()).stream()
                .map(ChatLink::view)
                .toList());
    }

    @DELETE
    @Path("/{chatUser}")
    @RolesAllowed("viewer")
    @Operation(operationId = "removeChatLink", summary = "End a link of yours; an administrator ends anybody's")
    @APIResponse(responseCode = "204", description = "There is no such link any more")
    public void remove(@PathParam("chatUser") String chatUser) {
        links.remove(chatUser, callers.current());
    }
}
