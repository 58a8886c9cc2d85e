/// Sealing and keys: [org.earshot.crypto.KeyService] (root key, bucket keys, pepper),
/// [org.earshot.crypto.DataKey] (one key per case part), [org.earshot.crypto.ChunkedEncryption]
/// (files), [org.earshot.crypto.Argon2id] (codes and passwords). Bouncy Castle is known only here.
/// Knows no feature, no table and no file but its own.
@NullMarked
package org.earshot.crypto;

import org.jspecify.annotations.NullMarked;
