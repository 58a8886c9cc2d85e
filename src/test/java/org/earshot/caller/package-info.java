@NullMarked
package org.earshot.caller;

import org.jspecify.annotations.NullMarked;
