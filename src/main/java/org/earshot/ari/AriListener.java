package org.earshot.ari;

/// Told of what concerns nobody in particular yet.
public interface AriListener {

    /// A channel nobody has an inbox for has entered our application. Called in order with all
    /// other events: open its inbox here and now, then return; whatever blocks belongs on another
    /// thread.
    void entered(AriEvent.Entered channel);

    /// The connection was made, for the first time or again. Called on a thread of its own, may
    /// block.
    void connected();
}
