package dev.millrace.local.lambda;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Lambda's Runtime API (version 2018-06-01) over HTTP on a free port of 127.0.0.1: what AWS's runtime clients ask for work and
 * answer through. One thread serves it, and calls the listener.
 */
final class RuntimeApi implements AutoCloseable {
    private static final String VERSION = "/2018-06-01/runtime/";
    private static final String INVOCATION = VERSION + "invocation/";
    private static final int LARGEST_BODY = 16 << 20;

    private final NioEventLoopGroup group = new NioEventLoopGroup(1, new DefaultThreadFactory("lambda-runtime", true));
    private final Listener listener;
    private final Channel channel;

    /** What the runtime says. */
    interface Listener {
        /** It is free for an invocation. */
        void next(FreeRuntime runtime);

        void response(String requestId, byte[] body);

        /** The function failed; {@code body} is JSON with {@code errorMessage} and {@code errorType}. */
        void error(String requestId, byte[] body);

        /** It could not start. */
        void initError(byte[] body);
    }

    /** A runtime that waits for an invocation. */
    interface FreeRuntime {
        void invoke(Map<String, String> headers, byte[] event);
    }

    RuntimeApi(Listener listener) {
        this.listener = listener;
        this.channel = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        connection
                                .pipeline()
                                .addLast(new HttpServerCodec(), new HttpObjectAggregator(LARGEST_BODY), new Requests());
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    /** {@code 127.0.0.1:PORT}, the value of AWS_LAMBDA_RUNTIME_API. */
    String address() {
        return "127.0.0.1:" + ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** The thread that calls the listener. */
    EventLoop thread() {
        return channel.eventLoop();
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private final class Requests extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            String path = request.uri();
            if (path.equals(INVOCATION + "next")) {
                listener.next((headers, event) -> answer(context, HttpResponseStatus.OK, headers, event));
                return;
            }
            byte[] body = ByteBufUtil.getBytes(request.content());
            boolean known = true;
            if (path.equals(VERSION + "init/error")) {
                listener.initError(body);
            } else if (path.startsWith(INVOCATION) && path.endsWith("/response")) {
                listener.response(requestId(path), body);
            } else if (path.startsWith(INVOCATION) && path.endsWith("/error")) {
                listener.error(requestId(path), body);
            } else {
                known = false;
            }
            answer(context, known ? HttpResponseStatus.ACCEPTED : HttpResponseStatus.NOT_FOUND, Map.of(), new byte[0]);
        }

        private String requestId(String path) {
            return path.substring(INVOCATION.length(), path.lastIndexOf('/'));
        }

        private void answer(
                ChannelHandlerContext context, HttpResponseStatus status, Map<String, String> headers, byte[] body) {
            ByteBuf content = Unpooled.wrappedBuffer(body);
            DefaultFullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, content);
            headers.forEach(response.headers()::set);
            response.headers().set("Content-Type", "application/json").set("Content-Length", body.length);
            context.writeAndFlush(response);
        }
    }
}
