/// The way to PostgreSQL: [org.earshot.db.Database] (pool, migrations, transactions),
/// [org.earshot.db.DatabaseSettings], [org.earshot.db.DatabaseUnavailable]. Tables as classes lie
/// in `db.generated`, those of the vault in `db.vault`. Knows no feature.
@NullMarked
package org.earshot.db;

import org.jspecify.annotations.NullMarked;
