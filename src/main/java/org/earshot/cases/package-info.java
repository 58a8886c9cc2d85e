/// Reports and the cases made of them: [org.earshot.cases.CaseDesk] (all operations),
/// [org.earshot.cases.CaseView] (what staff see), [org.earshot.cases.ScreeningRules] (category and
/// priority). A report that was begun becomes a case exactly once. Knows no telephone protocol, no
/// audio and no HTTP; a query code leaves it once, when it is issued.
@NullMarked
package org.earshot.cases;

import org.jspecify.annotations.NullMarked;
