package dev.millrace.local.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Writes events to a channel as HTTP chunks. It asks for the next event only when the last one has left, so that a slow reader
 * holds back its publisher and nobody else.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty's writes fail when the peer left: there is nobody to tell.
final class EventWriter implements Flow.Subscriber<AwsReply.Event> {
    private final Channel channel;
    private final EventFrames frames;
    private Flow.@Nullable Subscription subscription;

    EventWriter(Channel channel, Encoding encoding) {
        this.channel = channel;
        this.frames = new EventFrames(encoding);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        channel.closeFuture().addListener(closed -> given.cancel());
        given.request(1);
    }

    @Override
    public void onNext(AwsReply.Event event) {
        channel.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(frames.frame(event))))
                .addListener((ChannelFutureListener) this::written);
    }

    private void written(ChannelFuture write) {
        Flow.Subscription current = subscription;
        if (current == null) {
            return;
        }
        if (write.isSuccess()) {
            current.request(1);
        } else {
            current.cancel();
            channel.close();
        }
    }

    /** A stream that breaks instead of ending is a connection that breaks: clients take it for a network error and come again. */
    @Override
    public void onError(Throwable thrown) {
        channel.close();
    }

    @Override
    public void onComplete() {
        channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    }
}
