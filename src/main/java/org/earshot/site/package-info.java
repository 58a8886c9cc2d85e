/// What runs around the core on this machine: [org.earshot.site.AsteriskInstance],
/// [org.earshot.site.PostgresServer], [org.earshot.site.Supervisor], and the directory they live
/// in. Fetches, renders, starts, watches and stops programs; knows neither calls nor cases, and
/// speaks no SQL and no ARI beyond asking whether they are ready.
@NullMarked
package org.earshot.site;

import org.jspecify.annotations.NullMarked;
