/// What a caller is told and asked. A [org.earshot.ivr.Flow] is read from `ivr-flows/*.yaml`,
/// [org.earshot.ivr.FlowRunner] walks one caller through it over a [org.earshot.ivr.Line], and asks
/// the house (case, recording, code) through an [org.earshot.ivr.Intake]. Knows no Asterisk, no
/// database and no HTTP.
@NullMarked
package org.earshot.ivr;

import org.jspecify.annotations.NullMarked;
