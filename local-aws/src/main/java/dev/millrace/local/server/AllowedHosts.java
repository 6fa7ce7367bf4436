package dev.millrace.local.server;

import java.util.Locale;
import java.util.Set;

/**
 * The names the stand-in answers to. A page in a browser can make any name resolve to 127.0.0.1; it cannot make the browser send
 * another Host header, so this keeps web sites out of a developer's streams.
 */
final class AllowedHosts {
    private final Set<String> names;

    AllowedHosts(String boundHost) {
        names = Set.of("localhost", boundHost.equals("localhost") ? "127.0.0.1" : boundHost.toLowerCase(Locale.ROOT));
    }

    /** @param host a Host header or HTTP/2 authority, with or without port */
    boolean allow(String host) {
        int colon = host.lastIndexOf(':');
        String name = colon > host.indexOf(']') ? host.substring(0, colon) : host;
        return names.contains(name.toLowerCase(Locale.ROOT)) || name.equals("127.0.0.1");
    }
}
