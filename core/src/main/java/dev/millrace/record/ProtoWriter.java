package dev.millrace.record;

/** Writes protobuf fields into an array that is known to be large enough. */
final class ProtoWriter {
    private final byte[] target;
    private int position;

    ProtoWriter(byte[] target) {
        this.target = target;
    }

    static int varintLength(int value) {
        return value == 0 ? 1 : (38 - Integer.numberOfLeadingZeros(value)) / 7;
    }

    /** The length of a length-delimited field that holds so many bytes, its one-byte tag included. */
    static int fieldLength(int bytes) {
        return 1 + varintLength(bytes) + bytes;
    }

    int position() {
        return position;
    }

    void raw(byte[] bytes) {
        System.arraycopy(bytes, 0, target, position, bytes.length);
        position += bytes.length;
    }

    void varintField(int tag, int value) {
        target[position++] = (byte) tag;
        varint(value);
    }

    void bytesField(int tag, byte[] bytes) {
        varintField(tag, bytes.length);
        raw(bytes);
    }

    void dataField(int tag, UserRecord record) {
        varintField(tag, record.dataLength());
        record.copyData(target, position);
        position += record.dataLength();
    }

    private void varint(int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            target[position++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        target[position++] = (byte) rest;
    }
}
