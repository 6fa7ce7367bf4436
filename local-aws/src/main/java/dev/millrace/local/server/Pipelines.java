package dev.millrace.local.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerUpgradeHandler;
import io.netty.handler.codec.http2.CleartextHttp2ServerUpgradeHandler;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ServerUpgradeCodec;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * What a fresh connection becomes: HTTP/2 if it opens with HTTP/2's preface, HTTP/1.1 else, and HTTP/2 later if an HTTP/1.1
 * request asks to upgrade. Whichever it is, a {@link FrontHandler} sees whole requests.
 */
final class Pipelines extends ChannelInitializer<Channel> {
    /** Above every limit of AWS's, so that a body that is too large gets AWS's own error. */
    private static final int MAX_BODY = 32 << 20;

    /** HTTP/2's own 64 KiB would stop an upload for a round trip every 64 KiB. */
    private static final int WINDOW = 8 << 20;

    private static final int MAX_LINE = 16 << 10;
    private static final int MAX_HEADERS = 64 << 10;

    /** A body comes in pieces of at most so much; Netty's own 8 KiB make hundreds of a full PutRecords. */
    private static final int CHUNK = 1 << 20;

    private final FrontHandler front;
    private final @Nullable SslContext tls;

    /** @param tls null for plain text */
    Pipelines(FrontHandler front, @Nullable SslContext tls) {
        this.front = front;
        this.tls = tls;
    }

    @Override
    protected void initChannel(Channel channel) {
        if (tls != null) {
            channel.pipeline().addLast(tls.newHandler(channel.alloc()));
        }
        HttpServerCodec http1 = new HttpServerCodec(MAX_LINE, MAX_HEADERS, CHUNK);
        HttpServerUpgradeHandler upgrade = new HttpServerUpgradeHandler(http1, this::upgradeTo, MAX_BODY);
        channel.pipeline().addLast(new CleartextHttp2ServerUpgradeHandler(http1, upgrade, new PriorKnowledge()));
        channel.pipeline().addLast(new PlainHttp1());
    }

    private HttpServerUpgradeHandler.@Nullable UpgradeCodec upgradeTo(CharSequence protocol) {
        return AsciiString.contentEquals(Http2CodecUtil.HTTP_UPGRADE_PROTOCOL_NAME, protocol)
                ? new Http2ServerUpgradeCodec(http2(), multiplexed(), new WiderWindow())
                : null;
    }

    private static Http2FrameCodec http2() {
        Http2Settings settings = Http2Settings.defaultSettings()
                .initialWindowSize(WINDOW)
                .maxConcurrentStreams(10_000)
                .maxHeaderListSize(MAX_HEADERS);
        return Http2FrameCodecBuilder.forServer()
                .initialSettings(settings)
                .gracefulShutdownTimeoutMillis(0)
                .build();
    }

    private Http2MultiplexHandler multiplexed() {
        return new Http2MultiplexHandler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel stream) {
                stream.pipeline().addLast(new Http2StreamFrameToHttpObjectCodec(true));
                wholeRequests(stream.pipeline());
            }
        });
    }

    private void wholeRequests(ChannelPipeline pipeline) {
        pipeline.addLast(new HttpContentDecompressor(MAX_BODY), new HttpObjectAggregator(MAX_BODY), front);
    }

    /** Takes over when the connection opens with HTTP/2's preface. */
    private final class PriorKnowledge extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline().addLast(http2(), multiplexed(), new WiderWindow());
        }
    }

    /** Waits for the first HTTP/1.1 message that is no upgrade, and then makes way. */
    private final class PlainHttp1 extends SimpleChannelInboundHandler<HttpMessage> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpMessage message) {
            wholeRequests(context.pipeline());
            context.fireChannelRead(ReferenceCountUtil.retain(message));
            context.pipeline().remove(this);
        }
    }

    /** The settings widen each stream's window; the connection's own has to be widened by hand. */
    private static final class WiderWindow extends ChannelInboundHandlerAdapter {
        @Override
        public void handlerAdded(ChannelHandlerContext context) throws Http2Exception {
            var connection = context.pipeline().get(Http2FrameCodec.class).connection();
            connection.local().flowController().incrementWindowSize(connection.connectionStream(), WINDOW);
            context.pipeline().remove(this);
        }
    }
}
