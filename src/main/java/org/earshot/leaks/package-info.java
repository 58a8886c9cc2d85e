/// Looks for given telephone numbers in everything an installation keeps, in every form a number
/// can take: [LeakScan] proves itself with planted needles, then searches files, archives and
/// packet captures and hands back a [LeakReport]. [Spellings] lists the forms, [Automaton] finds
/// them. Knows no other package, and never says a number.
@NullMarked
package org.earshot.leaks;

import org.jspecify.annotations.NullMarked;
