/// Sound as numbers: [org.earshot.audio.Sound], [org.earshot.audio.Wav], [org.earshot.audio.G711],
/// with levels, tones and resampling beside them. Pure functions over 16-bit samples; knows no
/// network, no call and no database.
@NullMarked
package org.earshot.audio;

import org.jspecify.annotations.NullMarked;
