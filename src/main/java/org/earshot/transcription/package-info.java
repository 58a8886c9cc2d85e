/// Transcripts: [org.earshot.transcription.Transcriber] (while the call is up),
/// [org.earshot.transcription.LaterTranscripts] (from the recording, when that failed),
/// [org.earshot.transcription.TranscriptRepository] (sealed). Knows neither calls nor cases.
@NullMarked
package org.earshot.transcription;

import org.jspecify.annotations.NullMarked;
