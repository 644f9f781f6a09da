/** Language models behind one port, and the loop that lets them ask the tools. */
@NullMarked
package io.modehub.chat.models;

import org.jspecify.annotations.NullMarked;
