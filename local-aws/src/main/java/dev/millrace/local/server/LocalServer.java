package dev.millrace.local.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The listening ports and their threads, which are daemons. {@link #close} drops open connections. */
public final class LocalServer implements AutoCloseable {
    private final EventLoopGroup loops = new NioEventLoopGroup(0, new DefaultThreadFactory("millrace-local", true));
    private final List<Channel> listeners = new CopyOnWriteArrayList<>();

    /**
     * Listens on one more port.
     *
     * @param port 0 takes a free one
     * @return the port
     * @throws UncheckedIOException if the port cannot be had; the server is closed then
     */
    public int listen(String host, int port, Front front) {
        return listen(host, port, new Pipelines(handler(host, front), null));
    }

    /** Listens with TLS under this identity, else like {@link #listen(String, int, Front)}. */
    public int listen(String host, int port, Front front, SelfSigned identity) {
        return listen(host, port, new Pipelines(handler(host, front), Tls.context(identity)));
    }

    private static FrontHandler handler(String host, Front front) {
        return new FrontHandler(front, new AllowedHosts(host));
    }

    private int listen(String host, int port, Pipelines pipelines) {
        var bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.RCVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(64, 8 << 10, 1 << 20))
                .childHandler(pipelines)
                .bind(host, port)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            close();
            String message = "Cannot listen on " + host + ":" + port + " ("
                    + bound.cause().getMessage() + "): stop what uses the port or choose another, 0 takes a free one.";
            throw new UncheckedIOException(new IOException(message, bound.cause()));
        }
        listeners.add(bound.channel());
        return ((InetSocketAddress) bound.channel().localAddress()).getPort();
    }

    /** For the services' timers; tasks must not block. */
    public ScheduledExecutorService timers() {
        return loops;
    }

    @Override
    public void close() {
        listeners.forEach(listener -> listener.close().awaitUninterruptibly());
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
