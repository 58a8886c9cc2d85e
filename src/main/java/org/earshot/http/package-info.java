/// Vert.x wiring for code that blocks on virtual threads: [org.earshot.http.WebServer] (OpenAPI
/// contract to plain methods), [org.earshot.http.SocketServer] and [org.earshot.http.SocketClient]
/// (WebSockets as [org.earshot.http.Socket]). Knows no feature: neither a call nor a case.
@NullMarked
package org.earshot.http;

import org.jspecify.annotations.NullMarked;
