/// Looks for given telephone numbers in everything an installation keeps, in every form a number
/// can take. Knows no other package.
@NullMarked
package org.earshot.leaks;

import org.jspecify.annotations.NullMarked;
