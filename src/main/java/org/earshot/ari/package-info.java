/// Asterisk's REST Interface, spoken over one WebSocket that carries events and commands.
/// [org.earshot.ari.AriClient] holds the connection, an [org.earshot.ari.AriInbox] receives what
/// happens to one channel, in order, and [org.earshot.ari.MediaSockets] takes the audio that
/// Asterisk streams to us. Knows nothing of reports, cases or flows, and never reads who is
/// calling.
@NullMarked
package org.earshot.ari;

import org.jspecify.annotations.NullMarked;
