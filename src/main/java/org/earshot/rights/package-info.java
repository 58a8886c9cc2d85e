/// Who may do what: roles, where a person stands to an object, and what follows from both. No
/// input, no output: [org.earshot.staff] knows the people, features ask.
@NullMarked
package org.earshot.rights;

import org.jspecify.annotations.NullMarked;
