package io.modehub.ingest;

import io.modehub.protocol.AgentFrames;
import io.modehub.protocol.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.internal.ContextInternal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An agent's socket from the upgrade on, by Netty alone: it takes the place of Vert.x's own handler, which would keep two write
 * queues, the request and its response for as long as the socket is open (see docs/decisions/0010-slim-sockets.md). Belongs to
 * its event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends the connection, which the owner is told
final class SlimSocket extends ChannelInboundHandlerAdapter {
    /** So long the other side may take to answer a close. */
    private static final int CLOSING_SECONDS = 10;

    /** The name of Vert.x's own in the pipeline. */
    private static final String VERTX_HANDLER = "handler";

    private static final byte[] PING = "modehub".getBytes(StandardCharsets.US_ASCII);

    private final Channel channel;
    private final ContextInternal home;
    private final Owner owner;
    private @Nullable ByteArrayOutputStream fragments;
    private boolean closing;

    /** Whom the socket belongs to; called on its event loop. */
    interface Owner {
        /**
         * A whole text message came.
         *
         * @param utf8 at most {@link AgentFrames#MAX_BYTES}; not to be kept, nor written to
         */
        void text(byte[] utf8);

        /** Something else than text came, or more than is taken. */
        void refuse(CloseCode code, String why);

        void pong();

        /** The connection is gone; called once. */
        void gone();

        void broken(Throwable failure);
    }

    private SlimSocket(Channel channel, ContextInternal home, Owner owner) {
        this.channel = channel;
        this.home = home;
        this.owner = owner;
    }

    /** Takes a channel over. On its event loop, in the same turn in which it was upgraded, so that no frame is lost. */
    static SlimSocket takeOver(Channel channel, ContextInternal home, Owner owner) {
        SlimSocket slim = new SlimSocket(channel, home, owner);
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.replace(VERTX_HANDLER, "agent", slim);
        // Pings tell sooner that nobody is there.
        if (pipeline.get(IdleStateHandler.class) != null) {
            pipeline.remove(IdleStateHandler.class);
        }
        return slim;
    }

    /** Sends a text; the answer ends once the system has taken it. */
    ChannelFuture send(String text) {
        return channel.writeAndFlush(new TextWebSocketFrame(ByteBufUtil.writeUtf8(channel.alloc(), text)));
    }

    void ping() {
        channel.writeAndFlush(new PingWebSocketFrame(Unpooled.wrappedBuffer(PING)), channel.voidPromise());
    }

    /** Whether either side has said goodbye, after which nothing more may be sent. */
    boolean isClosing() {
        return closing;
    }

    /** Whether the other side hasn't read much of what was sent. */
    boolean isFull() {
        return !channel.isWritable();
    }

    /** Reads no more; what was read already still comes. */
    void pause() {
        channel.config().setAutoRead(false);
    }

    void resume() {
        channel.config().setAutoRead(true);
    }

    /** Says goodbye, and ends the connection once the other side has too, or has taken too long. Nothing more comes. */
    void close(CloseCode code, String why) {
        if (!closing) {
            closing = true;
            resume();
            channel.writeAndFlush(new CloseWebSocketFrame(code.code(), why), channel.voidPromise());
            closeInTheEnd();
        }
    }

    /** The other side may have stopped reading. */
    private void closeInTheEnd() {
        channel.eventLoop().schedule(() -> channel.close(), CLOSING_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof CloseWebSocketFrame close) {
                answer(close);
            } else if (message instanceof PingWebSocketFrame ping && channel.isWritable()) {
                // Who doesn't read is told no more, or answers would pile up.
                channel.writeAndFlush(new PongWebSocketFrame(ping.content().retain()), channel.voidPromise());
            } else if (message instanceof WebSocketFrame frame && !closing) {
                home.dispatch(frame, this::read);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void read(WebSocketFrame frame) {
        if (frame instanceof TextWebSocketFrame && frame.isFinalFragment()) {
            whole(frame.content());
        } else if (frame instanceof TextWebSocketFrame) {
            fragments = new ByteArrayOutputStream();
            append(frame);
        } else if (frame instanceof ContinuationWebSocketFrame && fragments != null) {
            append(frame);
        } else if (frame instanceof BinaryWebSocketFrame) {
            owner.refuse(CloseCode.BAD_FRAME, "frames are text");
        } else if (frame instanceof PongWebSocketFrame) {
            owner.pong();
        }
    }

    private void whole(ByteBuf message) {
        int bytes = message.readableBytes();
        if (bytes > AgentFrames.MAX_BYTES) {
            tooBig();
        } else {
            // The buffer's own array where it holds nothing else.
            owner.text(ByteBufUtil.getBytes(message, message.readerIndex(), bytes, false));
        }
    }

    private void tooBig() {
        owner.refuse(CloseCode.TOO_BIG, "a frame has at most 64 KiB");
    }

    private void append(WebSocketFrame fragment) {
        ByteArrayOutputStream message = java.util.Objects.requireNonNull(fragments);
        int bytes = fragment.content().readableBytes();
        if (message.size() + bytes > AgentFrames.MAX_BYTES) {
            fragments = null;
            tooBig();
            return;
        }
        try {
            fragment.content().readBytes(message, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (fragment.isFinalFragment()) {
            fragments = null;
            owner.text(message.toByteArray());
        }
    }

    /** Who began to close waits for the other's word; who didn't gives it back first. */
    private void answer(CloseWebSocketFrame close) {
        if (closing) {
            channel.close();
        } else {
            closing = true;
            channel.writeAndFlush(close.retain()).addListener(ChannelFutureListener.CLOSE);
            closeInTheEnd();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        home.dispatch(nothing -> owner.gone());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        home.dispatch(failure, owner::broken);
        context.close();
    }
}
