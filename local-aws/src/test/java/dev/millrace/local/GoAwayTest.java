package dev.millrace.local;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** The JavaScript SDK says GOAWAY as soon as the event stream is open, and goes on reading it. */
class GoAwayTest {
    private final LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();

    @Test
    void anOpenEventStreamSurvivesItsClientsGoAway() throws Exception {
        NioEventLoopGroup loop = new NioEventLoopGroup(1);
        try (LocalAws aws = LocalAws.start()) {
            RawKinesis kinesis = new RawKinesis(aws.endpoint());
            kinesis.create("s", 1);
            Channel connection = connect(loop, aws.endpoint().getPort());
            subscribe(connection, register(kinesis));
            assertThat(received.poll(10, SECONDS)).contains("initial-response");

            connection
                    .writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR))
                    .sync();
            kinesis.put("s", "k", "after the farewell");

            assertThat(received.poll(10, SECONDS))
                    .contains("SubscribeToShardEvent", RawKinesis.base64("after the farewell"));
        } finally {
            loop.shutdownGracefully(0, 1, SECONDS).sync();
        }
    }

    private static String register(RawKinesis kinesis) {
        String input = "{\"StreamARN\":\"arn:aws:kinesis:us-east-1:000000000000:stream/s\",\"ConsumerName\":\"c\"}";
        return kinesis.call("RegisterStreamConsumer", input)
                .path("Consumer")
                .path("ConsumerARN")
                .asText();
    }

    private static Channel connect(NioEventLoopGroup loop, int port) throws InterruptedException {
        return new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(Http2FrameCodecBuilder.forClient().build());
                        channel.pipeline().addLast(new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()));
                    }
                })
                .connect("127.0.0.1", port)
                .sync()
                .channel();
    }

    private void subscribe(Channel connection, String consumer) throws InterruptedException {
        Http2StreamChannel stream = new Http2StreamChannelBootstrap(connection)
                .handler(new Reader())
                .open()
                .sync()
                .getNow();
        Http2Headers headers = new DefaultHttp2Headers()
                .method("POST")
                .path("/")
                .scheme("http")
                .authority("localhost")
                .add("content-type", "application/x-amz-json-1.1")
                .add("x-amz-target", "Kinesis_20131202.SubscribeToShard");
        String input =
                "{\"ConsumerARN\":\"%s\",\"ShardId\":\"shardId-000000000000\",\"StartingPosition\":{\"Type\":\"LATEST\"}}"
                        .formatted(consumer);
        stream.write(new DefaultHttp2HeadersFrame(headers));
        stream.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.copiedBuffer(input, StandardCharsets.UTF_8), true))
                .sync();
    }

    /** Each event comes in a frame of its own: it is written whole and waited for. */
    private final class Reader extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof Http2DataFrame data) {
                received.add(data.content().toString(StandardCharsets.ISO_8859_1));
                data.release();
            }
        }
    }
}
