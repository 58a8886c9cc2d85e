@NullMarked
package org.earshot.texts;

import org.jspecify.annotations.NullMarked;
