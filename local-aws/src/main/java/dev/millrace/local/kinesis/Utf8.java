package dev.millrace.local.kinesis;

import io.netty.buffer.ByteBufUtil;

final class Utf8 {
    private Utf8() {}

    /** The number of bytes of the text in UTF-8. */
    static int length(String text) {
        return ByteBufUtil.utf8Bytes(text);
    }
}
