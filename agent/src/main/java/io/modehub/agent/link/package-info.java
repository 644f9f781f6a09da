/** The link to the hub: WebSocket, resumption, flow control and reconnection. */
@NullMarked
package io.modehub.agent.link;

import org.jspecify.annotations.NullMarked;
