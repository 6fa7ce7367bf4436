package dev.millrace.local.server;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http2.Http2StreamChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between Netty and the {@link Front}: the same for an HTTP/1.1 connection and for one stream of an HTTP/2 connection. */
@ChannelHandler.Sharable
@SuppressWarnings("FutureReturnValueIgnored") // Netty's writes fail when the peer left: there is nobody to tell.
final class FrontHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(FrontHandler.class);

    private final Front front;
    private final AllowedHosts hosts;

    FrontHandler(Front front, AllowedHosts hosts) {
        this.front = front;
        this.hosts = hosts;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        if (!request.decoderResult().isSuccess()) {
            write(
                    context.channel(),
                    refusal(400, "Malformed HTTP: " + request.decoderResult().cause()),
                    false);
        } else if (!hosts.allow(request.headers().get(HttpHeaderNames.HOST, ""))) {
            String host = request.headers().get(HttpHeaderNames.HOST, "");
            write(
                    context.channel(),
                    refusal(403, "Host " + host + " is not served here: ask for localhost."),
                    keepAlive);
        } else {
            outcome(request).thenAccept(outcome -> write(context.channel(), outcome, keepAlive));
        }
    }

    private CompletionStage<Outcome> outcome(FullHttpRequest request) {
        try {
            return front.handle(ask(request));
        } catch (RuntimeException e) {
            LOG.debug("unreadable request", e);
            return CompletableFuture.completedStage(refusal(400, "The request cannot be read: " + e.getMessage()));
        }
    }

    private static HttpAsk ask(FullHttpRequest request) {
        QueryStringDecoder uri = new QueryStringDecoder(request.uri());
        Map<String, String> headers = new HashMap<>();
        for (Map.Entry<String, String> header : request.headers()) {
            headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue());
        }
        byte[] body = ByteBufUtil.getBytes(request.content());
        return new HttpAsk(request.method().name(), uri.path(), uri.parameters(), headers, body);
    }

    private static Outcome refusal(int status, String message) {
        byte[] text = (message + "\n").getBytes(StandardCharsets.UTF_8);
        return new Outcome.Whole(new HttpAnswer(status, Map.of("content-type", "text/plain; charset=utf-8"), text));
    }

    private static void write(Channel channel, Outcome outcome, boolean keepAlive) {
        if (outcome instanceof Outcome.Whole whole) {
            writeWhole(channel, whole.answer(), keepAlive);
        } else if (outcome instanceof Outcome.Stream stream) {
            channel.writeAndFlush(streamHead());
            stream.events().subscribe(new EventWriter(channel, stream.encoding()));
        } else if (outcome instanceof Outcome.Broken broken) {
            (broken.allStreams() && channel instanceof Http2StreamChannel ? channel.parent() : channel).close();
        }
    }

    private static HttpResponse streamHead() {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers().set(HttpHeaderNames.CONTENT_TYPE, EventFrames.CONTENT_TYPE);
        HttpUtil.setTransferEncodingChunked(head, true);
        return identified(head);
    }

    private static void writeWhole(Channel channel, HttpAnswer answer, boolean keepAlive) {
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                Unpooled.wrappedBuffer(answer.body()));
        answer.headers().forEach(response.headers()::set);
        HttpUtil.setContentLength(response, answer.body().length);
        if (!keepAlive) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        var written = channel.writeAndFlush(identified(response));
        if (!keepAlive) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private static <T extends HttpMessage> T identified(T message) {
        message.headers().set("x-amzn-requestid", UUID.randomUUID().toString());
        return message;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("connection {} broke", context.channel(), cause);
        context.close();
    }
}
