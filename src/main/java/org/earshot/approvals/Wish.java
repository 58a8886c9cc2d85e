package org.earshot.approvals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.earshot.rights.Right;

/// What somebody wants to do with two people: exactly this to exactly that.
///
/// @param kind of the object, as in the log, for instance `case`
/// @param object its id
/// @param targetSha256 in hexadecimal; of all that decides what will happen
public record Wish(Right right, String kind, String object, String targetSha256) {

    private static final HexFormat HEX = HexFormat.of();

    public Wish {
        if (HEX.parseHex(targetSha256).length != 32) {
            throw new IllegalArgumentException("a target is told by 32 bytes in hexadecimal");
        }
    }

    /// @param exactly the state of the object and what shall be done, in the feature's own order;
    ///   built in the same way when it is asked for, agreed to, and done
    public static Wish of(Right right, String kind, String object, List<String> exactly) {
        MessageDigest digest = sha256();
        block(digest, "earshot target v1");
        block(digest, right.id());
        block(digest, kind);
        block(digest, object);
        exactly.forEach(part -> block(digest, part));
        return new Wish(right, kind, object, HEX.formatHex(digest.digest()));
    }

    byte[] hash() {
        return HEX.parseHex(targetSha256);
    }

    /// With its length, so that no two lists of parts are one text.
    private static void block(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is missing from this Java", impossible);
        }
    }
}
