/** REST: one class a resource, mounted on the OpenAPI document; problem details; health. */
@NullMarked
package io.modehub.api;

import org.jspecify.annotations.NullMarked;
