/// Recordings, sealed while they are made: [org.earshot.recording.Recorder] starts and resumes
/// them, [org.earshot.recording.LiveRecording] takes the legs of one call,
/// [org.earshot.recording.RecordingReader] gives the sound back. No audio touches a disk unsealed.
/// Knows neither Asterisk nor flows nor cases.
@NullMarked
package org.earshot.recording;

import org.jspecify.annotations.NullMarked;
