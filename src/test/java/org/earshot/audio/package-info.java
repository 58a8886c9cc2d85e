@NullMarked
package org.earshot.audio;

import org.jspecify.annotations.NullMarked;
