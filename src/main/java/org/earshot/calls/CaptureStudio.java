package org.earshot.calls;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.earshot.ari.AriBridges;
import org.earshot.ari.AriChannels;
import org.earshot.ari.AriClient;
import org.earshot.ari.AriError;
import org.earshot.ari.AriException;
import org.earshot.ari.MediaSockets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What captures are made with, and the broom for what a dead core left in Asterisk.
///
/// @param connection the section of `websocket_client.conf` by which Asterisk reaches `sockets`
public record CaptureStudio(
        AriClient ari, MediaSockets sockets, String connection, Set<String> ownBridges) {

    /// The argument of all channels made for a capture, so that none is taken for a caller.
    static final String CAPTURE = "earshot-capture";

    private static final Logger LOG = LoggerFactory.getLogger(CaptureStudio.class);
    private static final int NORMAL = 16;

    public CaptureStudio(AriClient ari, MediaSockets sockets, String connection) {
        this(ari, sockets, connection, ConcurrentHashMap.newKeySet());
    }

    /// Makes a bridge that [#sweep] leaves alone until [#deleteBridge], which is due even if this
    /// fails: Asterisk may have made it before we were cut off.
    void newBridge(String id, String channelId) throws AriException {
        ownBridges.add(id);
        ari.bridges().create(id, CAPTURE + " " + channelId);
    }

    void deleteBridge(String id) {
        attempt(() -> ari.bridges().delete(id));
        ownBridges.remove(id);
    }

    void endChannel(String id) {
        attempt(() -> ari.channels().hangUp(id, NORMAL));
    }

    /// Removes bridges, snoops and media channels of captures that are not ours: those of a core
    /// that died.
    void sweep() throws AriException {
        int swept = 0;
        for (AriChannels.LiveChannel channel : ari.channels().list()) {
            if (isLeftover(channel)) {
                endChannel(channel.id());
                swept++;
            }
        }
        for (AriBridges.LiveBridge bridge : ari.bridges().list()) {
            if (bridge.name().startsWith(CAPTURE) && !ownBridges.contains(bridge.id())) {
                deleteBridge(bridge.id());
                swept++;
            }
        }
        if (swept > 0) {
            LOG.info("{} channels and bridges of an earlier core were removed", swept);
        }
    }

    private boolean isLeftover(AriChannels.LiveChannel channel) {
        return channel.application().equals(ari.settings().app())
                && channel.arguments().contains(CAPTURE)
                && !ari.hasInbox(channel.id());
    }

    private interface Command {
        void run() throws AriException;
    }

    /// What is gone need not be removed, and what cannot be reached now is swept later.
    private static void attempt(Command command) {
        try {
            command.run();
        } catch (AriError gone) {
            LOG.debug("already gone: {}", gone.getMessage());
        } catch (AriException unreachable) {
            LOG.debug("left for the next sweep: {}", unreachable.getMessage());
        }
    }
}
