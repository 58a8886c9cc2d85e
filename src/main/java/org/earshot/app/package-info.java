/// The program: [org.earshot.app.Main] and its commands, and all wiring on one screen. The only
/// place that reads the clock, the environment and the command line.
@NullMarked
package org.earshot.app;

import org.jspecify.annotations.NullMarked;
