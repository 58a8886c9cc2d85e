/// FastAGI: Asterisk's dialplan hands us a call over a TCP connection and carries out one command
/// at a time. [org.earshot.agi.AgiServer] takes the connections, an [org.earshot.agi.AgiCall] is
/// one of them. asterisk-java is known only here; nothing is known of reports or flows, and who is
/// calling is never read.
@NullMarked
package org.earshot.agi;

import org.jspecify.annotations.NullMarked;
