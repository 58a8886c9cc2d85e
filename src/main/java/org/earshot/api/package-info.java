/// The HTTP API: [org.earshot.api.Api] joins the contract `openapi.yaml` and its operations,
/// [org.earshot.api.StatusOperation] answers reporters, [org.earshot.api.HealthOperation] those who
/// run the house. Who may ask what is decided here; knows no SQL and no telephone.
@NullMarked
package org.earshot.api;

import org.jspecify.annotations.NullMarked;
