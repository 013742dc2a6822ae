package org.vmc.lab.xenapi.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;

/**
 * Makes the next response say HTTP/1.1, also to a request of HTTP/1.0: that is what a real host answers to
 * {@code CONNECT}, and what scripts that open consoles compare with.
 */
final class Version11 extends ChannelOutboundHandlerAdapter {

    static void forNextResponse(HttpConnection connection) {
        if (connection instanceof HttpServerConnection server) {
            var context = server.channelHandlerContext();
            context.pipeline().addBefore(context.name(), null, new Version11());
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response) {
            response.setProtocolVersion(HttpVersion.HTTP_1_1);
            context.pipeline().remove(this);
        }
        context.write(message, promise);
    }
}
