/// Short messages (SIP MESSAGE, [RFC 3428](https://www.rfc-editor.org/rfc/rfc3428)) to masks: what
/// was acknowledged is in PostgreSQL, sealed, until it has been handed on.
///
/// [org.earshot.texts.TextPoint] is the core's own SIP address, where the number shield hands them
/// over; [org.earshot.texts.TextIntake] keeps one before it says 202, or says at once why not;
/// [org.earshot.texts.TextRelay] hands on what is kept. Must not know calls, nor any number.
@NullMarked
package org.earshot.texts;

import org.jspecify.annotations.NullMarked;
